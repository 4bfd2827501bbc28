package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.postgres.PostgresServer;
import io.snapferry.testing.s3.RecordedRequest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of {@code snapferry serve} that share a catalog in PostgreSQL. */
@Tag("postgresql")
class SeveralServersTest {
    private static final int KILL_AT = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private PostgresServer postgres;
    private S3TestServer s3;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        postgres = PostgresServer.start(folder.resolve("postgres"));
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        Path dump = dump().collection("shop", "orders")
                .documents(1_150)
                .collection("shop", "returns")
                .documents(350)
                .writeFolder(folder.resolve("dump"));
        config = DeclaredServer.configure(
                folder, new PostgresCatalogPlace(postgres).newCatalog(), DeclaredServer.s3Store(s3), dump);
    }

    @AfterEach
    void stop() throws IOException {
        s3.close();
        postgres.close();
    }

    private ServerProcess server(String name) throws IOException, InterruptedException {
        return ServerProcess.start(
                folder,
                "--config",
                config.toString(),
                "--data-dir",
                folder.resolve(name).toString());
    }

    @Test
    void anotherServerFinishesTheJobOfOneThatWasKilled() throws Exception {
        try (ServerProcess first = server("first");
                ServerProcess second = server("second")) {
            ApiClient client = DeclaredServer.client(second.uri());
            JsonNode whole = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(whole.path("state").asText()).as(whole.toString()).isEqualTo("Successful");
            SortedMap<String, String> undisturbed = tree(whole);

            s3.forgetRequests();
            UploadGate gate = new UploadGate(KILL_AT, KILL_AT + DeclaredServer.UPLOADS_AT_ONCE);
            s3.allowOnly(gate);
            JsonNode job = DeclaredServer.create(DeclaredServer.client(first.uri()));
            gate.awaitSignal();
            first.kill();
            gate.open();
            JsonNode end = DeclaredServer.awaitEnd(client, job);

            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            assertThat(tree(end)).isEqualTo(undisturbed);
            Map<String, Long> uploads = s3.requests().stream()
                    .filter(UploadGate::isChunk)
                    .collect(Collectors.groupingBy(RecordedRequest::key, Collectors.counting()));
            long repeated = uploads.values().stream().filter(count -> count > 1).count();
            System.out.println("taken over: " + uploads.size() + " chunks, " + repeated + " uploaded again");
            assertThat(uploads).hasSizeGreaterThan(KILL_AT);
            assertThat(repeated).isLessThanOrEqualTo(DeclaredServer.UPLOADS_AT_ONCE);
            assertThat(s3.uploadCount(job.path("prefix").asText() + "/.complete"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aJobGoesOnWhenTheDatabaseIsBack() throws Exception {
        try (ServerProcess server = server("only")) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode whole = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            SortedMap<String, String> undisturbed = tree(whole);

            UploadGate gate = new UploadGate(KILL_AT, KILL_AT + DeclaredServer.UPLOADS_AT_ONCE);
            s3.allowOnly(gate);
            JsonNode job = DeclaredServer.create(client);
            gate.awaitSignal();
            postgres.stop();
            gate.open();
            Eventually.await(
                    () -> server.err().contains("the catalog cannot be used, stopping"), PATIENCE, "the job's stop");
            postgres.restart();

            JsonNode end = DeclaredServer.awaitEnd(client, job);
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            assertThat(tree(end)).isEqualTo(undisturbed);
        }
    }

    private SortedMap<String, String> tree(JsonNode job) throws IOException {
        String prefix = job.path("prefix").asText();
        return BucketTree.comparable(BucketTree.of(s3, DeclaredServer.BUCKET, prefix + "/"), prefix);
    }
}
