package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proxies say about a request, and how answers travel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedAndCompressedTest {
    private final TestServer server = TestServer.start();
    private final HttpServer behindAProxy = server.api()
            .start(
                    "127.0.0.1",
                    0,
                    List.of(
                            AddressBlock.parse("127.0.0.0/8").orElseThrow(),
                            AddressBlock.parse("10.0.0.0/8").orElseThrow()),
                    Optional.empty());

    @AfterAll
    void stop() {
        behindAProxy.close();
        server.close();
    }

    private static HttpRequest.Builder headers(String headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (String header : headers.split(" & ", -1)) {
            int colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1));
        }
        return request;
    }

    private static String selfLink(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body().replaceFirst(".*?\"href\":\"(.*?)/api/.*", "$1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-Forwarded-Proto:https & X-Forwarded-Host:backup.example | https://backup.example
                    X-Forwarded-Proto:https & X-Forwarded-Host:backup.example & X-Forwarded-Port:443 | https://backup.example
                    X-Forwarded-Proto:https & X-Forwarded-Host:backup.example & X-Forwarded-Port:8443 | https://backup.example:8443
                    X-Forwarded-Host:backup.example:81 & X-Forwarded-Port:82 | http://backup.example:81
                    X-Forwarded-Host:evil.example, backup.example | http://backup.example
                    X-Forwarded-Host:[2001:db8::1]:81 | http://[2001:db8::1]:81
                    Forwarded:for=192.0.2.1;proto=https;host="backup.example:8443" | https://backup.example:8443
                    Forwarded:host=evil.example;for=1.2.3.4, for=192.0.2.1;Proto=HTTPS;Host=backup.example;by=_x | https://backup.example
                    Forwarded:host=outer.example;proto=https;for=192.0.2.1, for=10.0.0.1;host=inner.example | https://outer.example
                    Forwarded:host=backup.example & X-Forwarded-Host:other.example | http://backup.example
                    """)
    void makesLinksOfWhatATrustedProxySays(String headers, String origin) {
        DigestClient client = new DigestClient(behindAProxy.uri(), "reader", TestServer.PASSWORD);

        assertThat(selfLink(client.send("GET", TestServer.SNAPSHOTS, headers(headers))))
                .isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-Forwarded-Proto:gopher
                    X-Forwarded-Host:a/../b
                    X-Forwarded-Host:user@host
                    Forwarded:host="a b"
                    Forwarded:;;,=
                    Forwarded:proto=javascript
                    """)
    void ignoresWhatIsNoSchemeOrHost(String headers) {
        DigestClient client = new DigestClient(behindAProxy.uri(), "reader", TestServer.PASSWORD);

        assertThat(selfLink(client.send("GET", TestServer.SNAPSHOTS, headers(headers))))
                .isEqualTo(behindAProxy.uri().toString());
    }

    @Test
    void ignoresWhatAnybodyElseSays() {
        HttpRequest.Builder request = headers(
                "X-Forwarded-Proto:https & X-Forwarded-Host:evil.example & Forwarded:host=evil.example;proto=https");

        assertThat(selfLink(server.as("reader").send("GET", TestServer.SNAPSHOTS, request)))
                .isEqualTo(server.uri().toString());
    }

    private HttpResponse<byte[]> getBytes(String target, String acceptEncoding) throws Exception {
        DigestClient client = server.as("reader");
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + target))
                .header("Authorization", client.sign("GET", target, client.nonce(), 1))
                .header("Accept-Encoding", acceptEncoding)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void compressesALargeAnswerForWhoAcceptsIt() throws Exception {
        String target = TestServer.SNAPSHOTS + "?x=" + "y".repeat(1_024);
        HttpResponse<byte[]> plain = getBytes(target, "identity");
        HttpResponse<byte[]> zipped = getBytes(target, "gzip, deflate");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).hasSizeGreaterThan(1_024);
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Vary").orElse("")).contains("Accept-Encoding");
        assertThat(unzipped(zipped.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
    }

    @Test
    void sendsASmallAnswerAsItIs() throws Exception {
        assertThat(getBytes(TestServer.SNAPSHOTS, "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }
}
