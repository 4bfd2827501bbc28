package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with a certificate that the JDK does not know, and the commands that talk to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsServerTest {
    private static final String PASSWORD = "changeit";

    private Path certificate;
    private Path key;

    @BeforeAll
    void makeCertificate(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        certificate = write(
                folder.resolve("server.crt"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        key = write(
                folder.resolve("server.key"),
                "PRIVATE KEY",
                Optional.ofNullable(keys.getKey("server", PASSWORD.toCharArray()))
                        .orElseThrow()
                        .getEncoded());
    }

    private static Path write(Path file, String label, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + label + "-----\n");
    }

    private SnapferryServer start(Path data) throws Exception {
        Map<String, String> environment = Map.of(
                "SNAPFERRY_SERVER_TLS_CERTIFICATE", certificate.toString(), "SNAPFERRY_SERVER_TLS_KEY", key.toString());
        return SnapferryServer.start(new ConfigurationReader(environment)
                .read(new CommandLineOverrides(Optional.empty(), Optional.of(0), Optional.of(data))));
    }

    @Test
    void isTalkedToWhenItsAuthorityIsNamed(@TempDir Path data) throws Exception {
        try (SnapferryServer server = start(data)) {
            String keyFile = data.resolve("first-api-key.json").toString();
            String uri = server.uri().toString();
            assertThat(uri).startsWith("https://127.0.0.1:");

            CommandRun trusted = CommandRun.of(
                    "projects",
                    "create",
                    "backups",
                    "--server",
                    uri,
                    "--key-file",
                    keyFile,
                    "--ca-file",
                    certificate.toString(),
                    "--output",
                    "json");
            CommandRun untrusted = CommandRun.of("projects", "list", "--server", uri, "--key-file", keyFile);
            CommandRun noAuthority = CommandRun.of(
                    "projects", "list", "--server", uri, "--key-file", keyFile, "--ca-file", key.toString());

            assertThat(trusted.err()).isEmpty();
            assertThat(trusted.json().path("name").asText()).isEqualTo("backups");
            assertThat(untrusted.status()).isEqualTo(1);
            assertThat(untrusted.err())
                    .contains("has a certificate that is not trusted")
                    .contains("--ca-file");
            assertThat(noAuthority.status()).isEqualTo(1);
            assertThat(noAuthority.err()).contains("holds no certificate in PEM");
        }
    }

    @Test
    void leavesNothingOpenWhenItsCertificateCannotBeUsed(@TempDir Path data) throws Exception {
        Path right = key;
        key = certificate;
        try {
            assertThatThrownBy(() -> start(data)).hasMessage(certificate + " holds no private key in PEM");
        } finally {
            key = right;
        }
        start(data).close();
    }
}
