package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are cancelled while their uploads hang, on a server that keeps or removes what they wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelTest {
    private static final int UPLOADS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The worker's lease is renewed every two seconds; on an idle machine it takes some milliseconds. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private S3TestServer s3;
    private Path dump;

    @BeforeAll
    void start() throws IOException {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        dump = dump().collection("shop", "orders").documents(400).writeFolder(shared.resolve("dump"));
    }

    @AfterAll
    void stop() throws IOException {
        s3.close();
    }

    private Path configure(String onCancel) throws IOException {
        String export = "export: {chunk-size: 1KiB, threads: 2, on-cancel: " + onCancel + "}";
        return DeclaredServer.configure(folder, export, DeclaredServer.s3Store(s3), dump);
    }

    private ServerProcess server(Path config) throws IOException, InterruptedException {
        return ServerProcess.start(folder, CrashedExport.serve(folder, config));
    }

    private SortedMap<String, String> tree(JsonNode job) throws IOException {
        return BucketTree.of(s3, DeclaredServer.BUCKET, job.path("prefix").asText() + "/");
    }

    /** Without their contents, which may go at any moment. */
    private List<String> keys(JsonNode job) throws IOException {
        return BucketTree.keys(s3, DeclaredServer.BUCKET, job.path("prefix").asText() + "/");
    }

    /** Cancels a job whose uploads hang, and returns it when it is Cancelled, which they do not delay. */
    private JsonNode cancelled(ApiClient client) throws IOException, InterruptedException {
        UploadGate gate = new UploadGate(UPLOADS, UPLOADS);
        s3.allowOnly(gate);
        try {
            JsonNode job = DeclaredServer.create(client);
            gate.awaitSignal();
            long asked = System.nanoTime();
            DeclaredServer.cancel(client, job);
            JsonNode end = DeclaredServer.awaitEnd(client, job);
            assertThat(end.path("state").asText()).isEqualTo("Cancelled");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROMPT);
            return job;
        } finally {
            gate.open();
        }
    }

    private void assertCanBeExportedAgain(ApiClient client) throws IOException, InterruptedException {
        JsonNode again = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
        assertThat(again.path("state").asText()).as(again.toString()).isEqualTo("Successful");
        assertThat(tree(again)).containsKey(".complete");
    }

    @Test
    void keepsWhatWasWritten() throws Exception {
        try (ServerProcess server = server(configure("keep"))) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode job = cancelled(client);
            assertThat(tree(job)).hasSizeGreaterThanOrEqualTo(UPLOADS - 1).doesNotContainKey(".complete");
            assertCanBeExportedAgain(client);
        }
    }

    @Test
    void removesWhatWasWrittenWhereItIsSaid() throws Exception {
        Path config = configure("remove");
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode job = cancelled(client);
            awaitRemoval(job);
            assertCanBeExportedAgain(client);
        }
    }

    @Test
    void goesOnRemovingAfterACrash() throws Exception {
        Path config = configure("remove");
        JsonNode job;
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            UploadGate gate = new UploadGate(UPLOADS, UPLOADS);
            s3.allowOnly(request -> gate.test(request) && !request.method().equals("DELETE"));
            job = DeclaredServer.create(client);
            gate.awaitSignal();
            DeclaredServer.cancel(client, job);
            server.kill();
            gate.open();
        }
        s3.allowOnly(request -> true);
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            assertThat(DeclaredServer.awaitEnd(client, job).path("state").asText())
                    .isEqualTo("Cancelled");
            awaitRemoval(job);
            assertCanBeExportedAgain(client);
        }
    }

    /** Those that hung when the job stopped arrived afterwards, unknown to anybody. */
    private void awaitRemoval(JsonNode job) throws IOException, InterruptedException {
        Eventually.await(
                () -> keys(job).size() <= DeclaredServer.UPLOADS_AT_ONCE, PATIENCE, "the removal of its objects");
        assertThat(keys(job)).noneMatch(key -> key.endsWith("/.complete"));
    }

    @Test
    void namesTheRefusalOfTheStoreOnTheJob() throws Exception {
        try (ServerProcess server = server(configure("remove"))) {
            ApiClient client = DeclaredServer.client(server.uri());
            UploadGate gate = new UploadGate(UPLOADS, UPLOADS);
            s3.allowOnly(request -> gate.test(request) && !request.method().equals("DELETE"));
            JsonNode job = DeclaredServer.create(client);
            gate.awaitSignal();
            DeclaredServer.cancel(client, job);
            JsonNode end = DeclaredServer.awaitEnd(client, job);
            gate.open();
            assertThat(end.path("state").asText()).isEqualTo("Cancelled");
            Eventually.await(
                    () -> DeclaredServer.showOwn(client, job)
                            .path("stateReason")
                            .path("errorCode")
                            .asText()
                            .equals("EXPORT_REMOVAL_FAILED"),
                    PATIENCE,
                    "the refusal");
            assertThat(DeclaredServer.showOwn(client, job).toString()).contains("AccessDenied");
            assertThat(server.err()).contains("objects of the cancelled job stay");
            s3.allowOnly(request -> true);
            assertCanBeExportedAgain(client);
        }
    }
}
