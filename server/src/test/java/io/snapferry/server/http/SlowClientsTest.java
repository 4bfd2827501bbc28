package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are never idle and never done, on real sockets. Each of them would go on for ever. */
@Timeout(60)
class SlowClientsTest {
    private static final int CONNECTIONS = 3;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    private final TestServer server = TestServer.start(new HttpLimits(
            1 << 20,
            16 << 10,
            CONNECTIONS,
            8,
            Duration.ofSeconds(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(2),
            Duration.ZERO,
            0));

    @AfterEach
    void answersOnAndStops() {
        assertThat(server.as("reader").get(TestServer.EXPORTS).statusCode()).isEqualTo(200);
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(
                new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
        return socket;
    }

    /** Sends the beginning, then a byte now and then until the server has had enough. */
    private void trickle(String beginning, char more) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> {
                        while (true) {
                            socket.getOutputStream().write(more);
                            LockSupport.parkNanos(PAUSE.toNanos());
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void areCutOffInTheHeadOfARequest() throws IOException {
        trickle("GET /api/atlas/v1.0/groups HTTP/1.1\r\nHost: a\r\nX: ", 'x');
    }

    @Test
    void areCutOffInTheHeadOfALaterRequest() throws IOException {
        trickle(HEALTH + "GET /", 'x');
    }

    @Test
    void areCutOffInTheBodyOfARefusedRequest() throws IOException {
        trickle("POST " + TestServer.EXPORTS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", ' ');
    }

    @Test
    void areCutOffInTheBodyOfASignedRequest() throws IOException {
        DigestClient exporter = server.as("exporter");
        trickle(
                "POST " + TestServer.EXPORTS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nAuthorization: "
                        + exporter.sign("POST", TestServer.EXPORTS, exporter.nonce(), 1) + "\r\n\r\n",
                ' ');
    }

    @Test
    void areCutOffWhenTheyDoNotReadTheAnswers() throws IOException {
        try (Socket socket = connect()) {
            // sooner or later the answers fill all buffers, then the server reads no more, then writing blocks
            assertThatThrownBy(() -> {
                        while (true) {
                            socket.getOutputStream()
                                    .write("GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void waitWhenThereAreTooManyConnections() throws IOException {
        Socket[] taken = new Socket[CONNECTIONS];
        try (Socket late = new Socket()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                taken[i] = connect();
                taken[i].getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
                assertThat(taken[i].getInputStream().read()).isEqualTo('H');
            }
            late.connect(
                    new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
            late.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
            late.setSoTimeout(100);
            assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            taken[0].close();

            late.setSoTimeout(20_000);
            assertThat(late.getInputStream().read()).isEqualTo('H');
        } finally {
            for (Socket socket : taken) {
                socket.close();
            }
        }
    }
}
