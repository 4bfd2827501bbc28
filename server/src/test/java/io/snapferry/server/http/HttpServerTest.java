package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.util.JavalinBindException;
import io.snapferry.server.testing.RawRequest;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    @Test
    void endsAlthoughAClientKeepsItsConnection() throws IOException {
        TestServer server = TestServer.start();
        URI uri = server.uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            assertThat(input.read()).isEqualTo('H');

            server.close();

            assertThat(input.readAllBytes()).asString(StandardCharsets.US_ASCII).contains("live");
        }
        assertThat(RawRequest.send(uri, "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("refused");
    }

    @Test
    void saysSoWhenThePortIsTaken() {
        try (TestServer server = TestServer.start()) {
            assertThatThrownBy(
                            () -> server.api().start("127.0.0.1", server.uri().getPort()))
                    .isInstanceOf(JavalinBindException.class);
        }
    }
}
