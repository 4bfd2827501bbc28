package io.snapferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** Talks to a server's API as one key. Every request is signed with HTTP Digest, on a challenge of its own. */
final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_ERROR = 400;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final URI server;
    private final String publicKey;
    private final String privateKey;
    private final HttpClient http;

    ApiClient(URI server, String publicKey, String privateKey) {
        this(server, publicKey, privateKey, Optional.empty());
    }

    /** @param tls whom to trust, when it is not whom the JDK trusts */
    ApiClient(URI server, String publicKey, String privateKey, Optional<SSLContext> tls) {
        this.server = server;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        tls.ifPresent(client::sslContext);
        this.http = client.build();
    }

    /** An answer as it came. */
    record Answer(int status, String body) {}

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(call("GET", path, Optional.empty()));
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return json(call("POST", path, Optional.of(body.toString())));
    }

    JsonNode patch(String path, JsonNode body) throws IOException, InterruptedException {
        return json(call("PATCH", path, Optional.of(body.toString())));
    }

    /** @param headers sent besides those of every request */
    JsonNode post(String path, JsonNode body, Map<String, String> headers) throws IOException, InterruptedException {
        return json(call("POST", path, Optional.of(body.toString()), headers));
    }

    /** DELETE that is answered with something. */
    JsonNode deleteAndShow(String path) throws IOException, InterruptedException {
        return json(call("DELETE", path, Optional.empty()));
    }

    void delete(String path) throws IOException, InterruptedException {
        require(call("DELETE", path, Optional.empty()));
    }

    /** Sends a request whose answer is taken as it comes. */
    Answer call(String method, String path, Optional<String> body) throws IOException, InterruptedException {
        return call(method, path, body, Map.of());
    }

    private Answer call(String method, String path, Optional<String> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body, headers);
        if (response.statusCode() == UNAUTHORIZED) {
            String challenge = response.headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow(() -> new IOException(server + " did not say how to sign in"));
            String authorization =
                    DigestAnswer.to(challenge, publicKey, privateKey, method, server.getRawPath() + path);
            Map<String, String> signed = new HashMap<>(headers);
            signed.put("Authorization", authorization);
            response = send(method, path, body, signed);
        }
        return new Answer(response.statusCode(), response.body());
    }

    private HttpResponse<String> send(String method, String path, Optional<String> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        body.ifPresent(text -> request.header("Content-Type", "application/json"));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException(server + " does not answer; is 'snapferry serve' running?", e);
        } catch (SSLHandshakeException e) {
            throw new IOException(
                    server + " has a certificate that is not trusted: " + e.getMessage()
                            + ". --ca-file names the authority that it comes from",
                    e);
        }
    }

    private static JsonNode json(Answer answer) throws IOException {
        require(answer);
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException("the server's answer is not JSON", e);
        }
    }

    private static void require(Answer answer) throws IOException {
        if (answer.status() >= FIRST_ERROR) {
            throw new IOException("the server answers " + answer.status() + errorOf(answer.body()));
        }
    }

    private static String errorOf(String body) {
        try {
            JsonNode error = MAPPER.readTree(body);
            return " " + error.path("errorCode").asText() + ": "
                    + error.path("detail").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
