package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the server that must not succeed, each in a process of its own: what it logs counts too. */
class ServeCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private String refusal(String... arguments) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.launch(folder, arguments)) {
            assertThat(server.awaitEnd(PATIENCE)).as(server.err()).isEqualTo(1);
            assertThat(server.out()).isEmpty();
            assertThat(server.err()).startsWith("snapferry: ").hasLineCount(1);
            return server.err();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    @Test
    void refusesADataDirectoryThatAnotherServerHas() throws Exception {
        try (ServerProcess first = ServerProcess.start(folder, "--data-dir", data(), "--port", "0")) {
            assertThat(first.out()).contains("The first API key is in " + folder.resolve("data"));
            assertThat(refusal("--data-dir", data(), "--port", "0")).contains(data(), "another Snapferry process");
        }
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(refusal("--data-dir", data(), "--port", port)).contains("127.0.0.1:" + port);
        }
    }

    @Test
    void namesTheUnknownKeyOfTheConfiguration() throws Exception {
        Path config = Files.writeString(folder.resolve("snapferry.yaml"), "server: {port: 0, prot: 8080}\n");
        assertThat(refusal("--config", config.toString()))
                .contains("server.prot")
                .contains(config.toString());
    }

    @Test
    void namesAConfigurationThatIsNotThere() throws Exception {
        assertThat(refusal("--config", folder.resolve("gone.yaml").toString())).contains("gone.yaml");
    }
}
