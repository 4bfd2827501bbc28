package io.snapferry.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that signs as the Go library does: asks without credentials, takes the challenge, asks again with {@code
 * nc=00000001}. Written apart from the server's code, so that a mistake cannot hide on both sides. Holds every answer
 * against the description that is served, see {@link DescribedAnswers}.
 */
public final class DigestClient {
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    /** Shared, for its connections: one for each client would be more than a server lets in. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String user;
    private final String password;

    /** Asks this server with this key. */
    public DigestClient(URI server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** GET. */
    public HttpResponse<String> get(String target) {
        return send("GET", target, HttpRequest.newBuilder());
    }

    /** DELETE. */
    public HttpResponse<String> delete(String target) {
        return send("DELETE", target, HttpRequest.newBuilder());
    }

    /** POST of JSON. */
    public HttpResponse<String> post(String target, String body) {
        return send("POST", target, json(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** GET of a version of v2. */
    public HttpResponse<String> get(String target, String version) {
        return send("GET", target, HttpRequest.newBuilder().header("Accept", mediaType(version)));
    }

    /** Any method of a version of v2, with a body of JSON. */
    public HttpResponse<String> send(String method, String target, String version, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Accept", mediaType(version))
                .header("Content-Type", mediaType(version));
        return send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    /** DELETE of a version of v2. */
    public HttpResponse<String> delete(String target, String version) {
        return send("DELETE", target, HttpRequest.newBuilder().header("Accept", mediaType(version)));
    }

    /** PATCH of JSON. */
    public HttpResponse<String> patch(String target, String body) {
        return send("PATCH", target, json(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String mediaType(String version) {
        return "application/vnd.atlas." + version + "+json";
    }

    /** A request builder with the content type of JSON. */
    public static HttpRequest.Builder json() {
        return HttpRequest.newBuilder().header("Content-Type", "application/json");
    }

    /** A request builder that accepts a version of v2. */
    public static HttpRequest.Builder version(String date) {
        return HttpRequest.newBuilder().header("Accept", "application/vnd.atlas." + date + "+json");
    }

    /** Any method without a body. */
    public HttpResponse<String> send(String method, String target, HttpRequest.Builder request) {
        return send(method, target, request, new byte[0]);
    }

    /** Any method with a body; the body goes along from the first request on. */
    public HttpResponse<String> send(String method, String target, HttpRequest.Builder request, byte[] body) {
        HttpResponse<String> challenged = sendUnsigned(method, target, request.copy(), body);
        if (challenged.statusCode() != 401) {
            return challenged;
        }
        String nonce = nonceOf(challenged);
        return sendUnsigned(
                method, target, request.copy().header("Authorization", sign(method, target, nonce, 1)), body);
    }

    /** A request as it is. */
    public HttpResponse<String> sendUnsigned(String method, String target, HttpRequest.Builder request, byte[] body) {
        HttpRequest.BodyPublisher publisher =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest built = request.uri(URI.create(server + target))
                .timeout(Duration.ofSeconds(20))
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            DescribedAnswers.check(response);
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A fresh nonce of the server. */
    public String nonce() {
        return nonceOf(sendUnsigned("GET", "/api/", HttpRequest.newBuilder(), new byte[0]));
    }

    /** The nonce of a challenge. */
    public static String nonceOf(HttpResponse<?> challenged) {
        String challenge = challenged.headers().firstValue("WWW-Authenticate").orElseThrow();
        Matcher nonce = NONCE.matcher(challenge);
        if (!nonce.find()) {
            throw new IllegalStateException("no nonce in " + challenge);
        }
        return nonce.group(1);
    }

    /** The value of {@code Authorization} for a request. */
    public String sign(String method, String target, String nonce, int count) {
        String nc = String.format("%08x", count);
        String cnonce = "0123456789abcdef";
        String ha1 = md5(user + ":MMS Public API:" + password);
        String ha2 = md5(method + ":" + target);
        String response = md5(ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + ha2);
        return "Digest username=\"" + user + "\", realm=\"MMS Public API\", nonce=\"" + nonce + "\", uri=\"" + target
                + "\", response=\"" + response + "\", algorithm=\"MD5\", qop=auth, nc=" + nc + ", cnonce=\"" + cnonce
                + "\"";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
