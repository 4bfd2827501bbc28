package io.snapferry.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.testing.TestCertificate;
import io.snapferry.server.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServedKeyPairTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REQUEST = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    private final TestServer plain = TestServer.start();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestCertificate first;
    private TestCertificate second;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        first = TestCertificate.make(folder, "RSA");
        second = TestCertificate.make(folder, "EC");
    }

    @AfterAll
    void stop() {
        plain.close();
    }

    @BeforeEach
    void listenToTheLog() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(ServedKeyPair.class)).addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        ((Logger) LoggerFactory.getLogger(ServedKeyPair.class)).detachAppender(log);
    }

    private HttpServer serve(TlsFiles files) throws IOException {
        return plain.api().start("127.0.0.1", 0, List.of(), Optional.of(ServedKeyPair.open(files, OFTEN)));
    }

    private SSLSocket connect(HttpServer server, String... protocols) throws Exception {
        SSLSocket socket = (SSLSocket) TestCertificate.trusting(first, second)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.uri().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private Certificate served(HttpServer server) throws Exception {
        try (SSLSocket socket = connect(server)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        in.readNBytes(length);
        return head.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTls(String protocol, @TempDir Path folder) throws Exception {
        try (HttpServer server = serve(first.write(folder));
                SSLSocket socket = connect(server, protocol)) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
            assertThat(ask(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("Strict-Transport-Security");
        }
    }

    @Test
    void speaksNoOlderTls(@TempDir Path folder) throws Exception {
        ServedKeyPair served = ServedKeyPair.open(first.write(folder), OFTEN);
        try (HttpServer server = plain.api().start("127.0.0.1", 0, List.of(), Optional.of(served))) {
            assertThat(served.contexts().getSelectedProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
            assertThat(served.contexts().getSelectedCipherSuites())
                    .noneMatch(suite -> suite.contains("_CBC_") || suite.startsWith("TLS_RSA_"));
            assertThat(server.uri().getPort()).isPositive();
        }
    }

    @Test
    void answersNoPlainHttpOnThatPort(@TempDir Path folder) throws Exception {
        try (HttpServer server = serve(first.write(folder));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void exchangesTheCertificateWhileConnectionsGoOn(@TempDir Path folder) throws Exception {
        try (HttpServer server = serve(first.write(folder));
                SSLSocket old = connect(server)) {
            assertThat(ask(old)).startsWith("HTTP/1.1 200 ");
            assertThat(served(server)).isEqualTo(first.certificate());

            second.write(folder);

            await("the new certificate", () -> isServed(server, second));
            assertThat(ask(old)).startsWith("HTTP/1.1 200 ");
        }
    }

    private boolean isServed(HttpServer server, TestCertificate expected) {
        try {
            return served(server).equals(expected.certificate());
        } catch (Exception e) {
            throw new AssertionError("a handshake failed during the exchange", e);
        }
    }

    @Test
    void servesTheOldPairOnWhileTheNewOneIsNotThere(@TempDir Path folder) throws Exception {
        try (HttpServer server = serve(first.write(folder))) {
            second.writeCertificate(folder);

            await(
                    "a word about it",
                    () -> log.list.stream()
                            .anyMatch(event -> event.getMessage().startsWith("new certificate cannot be used")
                                    && event.getKeyValuePairs()
                                            .get(0)
                                            .value
                                            .toString()
                                            .endsWith("server.key is not the key of the certificate in "
                                                    + folder.resolve("server.crt"))));
            assertThat(served(server)).isEqualTo(first.certificate());
            Files.delete(folder.resolve("server.crt"));
            await(
                    "a word about the missing file",
                    () -> log.list.stream()
                            .anyMatch(event -> event.getKeyValuePairs()
                                    .get(0)
                                    .value
                                    .toString()
                                    .endsWith("is not there")));
            assertThat(served(server)).isEqualTo(first.certificate());

            second.write(folder);
            await("the new certificate", () -> isServed(server, second));
        }
    }

    @Test
    void refusesFilesThatAreNoPairAtTheStart(@TempDir Path folder, @TempDir Path other) throws Exception {
        TlsFiles files = new TlsFiles(first.writeCertificate(folder), second.writeKey(other));

        assertRefused(files, files.key() + " is not the key of the certificate in " + files.certificate());
        assertRefused(
                new TlsFiles(second.writeCertificate(other), first.writeKey(folder)),
                folder.resolve("server.key") + " is not the key of the certificate in " + other.resolve("server.crt"));
        assertRefused(
                new TlsFiles(folder.resolve("server.key"), folder.resolve("server.crt")),
                folder.resolve("server.key") + " holds no certificate in PEM that can be read");
        assertRefused(
                new TlsFiles(folder.resolve("server.crt"), folder.resolve("server.crt")),
                folder.resolve("server.crt") + " holds no private key in PEM");
        assertRefused(
                new TlsFiles(folder.resolve("no"), folder.resolve("server.key")),
                folder.resolve("no") + " is not there");
    }

    private static void assertRefused(TlsFiles files, String message) {
        assertThatThrownBy(() -> ServedKeyPair.open(files, OFTEN).close())
                .isInstanceOf(TlsFilesException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsTheOlderFormsOfKeys(String algorithm, @TempDir Path folder) throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl"))),
                "no openssl on the PATH, so its older forms were not tried");
        TestCertificate certificate = algorithm.equals("RSA") ? first : second;
        TlsFiles files = certificate.write(folder);
        openssl(
                "pkey",
                "-in",
                files.key().toString(),
                "-traditional",
                "-out",
                folder.resolve("old.key").toString());
        assertThat(Files.readString(folder.resolve("old.key"))).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY");

        try (HttpServer server = serve(new TlsFiles(files.certificate(), folder.resolve("old.key")))) {
            assertThat(served(server)).isEqualTo(certificate.certificate());
        }

        openssl(
                "pkey",
                "-in",
                files.key().toString(),
                "-aes256",
                "-passout",
                "pass:x",
                "-out",
                folder.resolve("locked.key").toString());
        assertRefused(
                new TlsFiles(files.certificate(), folder.resolve("locked.key")),
                folder.resolve("locked.key") + " holds an encrypted key; decrypt it with openssl pkey");
    }

    private static void openssl(String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come");
            }
            LockSupport.parkNanos(OFTEN.toNanos());
        }
    }
}
