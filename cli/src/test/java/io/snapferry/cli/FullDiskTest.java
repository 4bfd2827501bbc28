package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is full, and has room again later. */
class FullDiskTest {
    /** Room for the catalog's log too, which is folded into the catalog at 4 MiB. */
    private static final int SIZE_MIB = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The disk is smaller than what a server is used to have free. */
    private static final String ANY_SPACE = "health: {min-free-space: 0}\n";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path dump;
    private SmallDisk disk;

    @BeforeAll
    static void require() throws IOException, InterruptedException {
        SmallDisk.require();
        dump = dump().collection("shop", "orders").documents(400).writeFolder(shared.resolve("dump"));
    }

    @BeforeEach
    void makeDisk() throws IOException {
        disk = new SmallDisk(Files.createDirectory(folder.resolve("disk")), SIZE_MIB);
    }

    private ServerProcess start(Path config, Path data) throws IOException, InterruptedException {
        return ServerProcess.launch(
                        disk.command(),
                        ServerClasses.plain(),
                        folder,
                        "--config",
                        config.toString(),
                        "--data-dir",
                        data.toString())
                .ready();
    }

    @Test
    void anExportIntoAFullFolderFailsWithTheReasonAndTheNextOneSucceeds() throws Exception {
        Path config = DeclaredServer.configure(folder, "", DeclaredServer.folderStore(disk.mount()), dump);
        try (ServerProcess server = start(config, folder.resolve("data"))) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode first = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(first.path("state").asText()).as(first.toString()).isEqualTo("Successful");
            disk.fill(server.pid());

            JsonNode failed = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(failed.path("state").asText()).as(failed.toString()).isEqualTo("Failed");
            assertThat(failed.path("errMsg").asText()).contains("NoSpaceLeft", DeclaredServer.BUCKET);
            assertThat(disk.seenBy(server.pid()).resolve(DeclaredServer.BUCKET).resolve(completeOf(failed)))
                    .doesNotExist();

            disk.empty(server.pid());
            JsonNode next = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(next.path("state").asText()).as(next.toString()).isEqualTo("Successful");
            assertThat(disk.seenBy(server.pid()).resolve(DeclaredServer.BUCKET).resolve(completeOf(next)))
                    .exists();
        }
    }

    private static String completeOf(JsonNode job) {
        return job.path("prefix").asText() + "/.complete";
    }

    @Test
    void aFullCatalogRefusesAndNamesTheReasonAndLosesNothing() throws Exception {
        try (S3TestServer s3 = S3TestServer.start()) {
            s3.createBucket(DeclaredServer.BUCKET);
            Path config = DeclaredServer.configure(folder, ANY_SPACE, DeclaredServer.s3Store(s3), dump);
            try (ServerProcess server = start(config, disk.mount())) {
                ApiClient client = DeclaredServer.client(server.uri());
                UploadGate gate = new UploadGate(5, 5);
                s3.allowOnly(gate);
                JsonNode running = DeclaredServer.create(client);
                gate.awaitSignal();
                disk.fill(server.pid());
                gate.open();

                Eventually.await(() -> ready(server) == 503, PATIENCE, "the probe to say that it is not ready");
                assertThatThrownBy(() -> DeclaredServer.create(client))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("50");
                Eventually.await(() -> server.err().contains("full"), PATIENCE, "the reason in the log");
                assertThat(BucketTree.of(
                                s3,
                                DeclaredServer.BUCKET,
                                running.path("prefix").asText() + "/"))
                        .doesNotContainKey(".complete");

                disk.empty(server.pid());
                Eventually.await(() -> ready(server) == 200, PATIENCE, "the probe to say that it is ready");
                JsonNode end = DeclaredServer.awaitEnd(client, running);
                assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
                JsonNode next = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
                assertThat(next.path("state").asText()).as(next.toString()).isEqualTo("Successful");
            }
        }
    }

    private static int ready(ServerProcess server) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri().resolve("/health/ready")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
