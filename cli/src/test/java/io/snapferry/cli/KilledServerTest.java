package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.RecordedRequest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of an export, and its successor on the same data directory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerTest {
    private static final int KILLS = 3;
    private static final int MIN_UPLOADS = 50;
    private static final int MIN_CHUNKS = 200;

    /** So many chunks may still pass before the kill must have come. */
    private static final int SLACK = 30;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private S3TestServer s3;
    private Path config;
    private SortedMap<String, String> undisturbed;

    @BeforeAll
    void exportUndisturbed() throws Exception {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        Path dump = dump().collection("shop", "orders")
                .documents(1_150)
                .collection("shop", "returns")
                .documents(350)
                .collection("shop", "empty")
                .writeFolder(shared.resolve("dump"));
        config = DeclaredServer.configure(shared, s3, dump);
        try (ServerProcess server = start(shared)) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode end = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            undisturbed = tree(end.path("prefix").asText());
        }
    }

    @AfterAll
    void stopS3() throws IOException {
        s3.close();
    }

    @BeforeEach
    void forgetRequests() {
        s3.forgetRequests();
    }

    /** A server on a data directory in the folder. */
    private ServerProcess start(Path folder) throws IOException, InterruptedException {
        return ServerProcess.start(
                folder,
                "--config",
                config.toString(),
                "--data-dir",
                folder.resolve("data").toString());
    }

    @Test
    void goesOnBehindTheFinishedChunksAndWritesTheTreeOfAnUndisturbedRun() throws Exception {
        Random random = new Random(20_240_229);
        long chunks = undisturbed.keySet().stream()
                .filter(key -> key.endsWith(".json.gz"))
                .count();
        assertThat(chunks).isGreaterThan(MIN_CHUNKS);
        long uploads = 0;
        long repeated = 0;
        ServerProcess server = start(folder);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                s3.forgetRequests();
                JsonNode job = killedExport(server, MIN_UPLOADS + random.nextInt((int) chunks - MIN_UPLOADS - SLACK));
                server = start(folder);
                Map<String, Long> counts = finishedExport(server, job);
                uploads += counts.values().stream().mapToLong(Long::longValue).sum();
                repeated += counts.values().stream().filter(count -> count > 1).count();
            }
        } finally {
            server.close();
        }
        System.out.println(KILLS + " kills: " + uploads + " uploads of " + KILLS * chunks + " chunks, " + repeated
                + " uploaded again");
    }

    /** @return the job that the server was killed in */
    private JsonNode killedExport(ServerProcess server, int killAt) throws IOException, InterruptedException {
        UploadGate gate = new UploadGate(killAt, killAt + SLACK);
        s3.allowOnly(gate);
        try {
            JsonNode job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.kill();
            return job;
        } finally {
            gate.open();
        }
    }

    /** @return how often each chunk was uploaded, before and after the kill together */
    private Map<String, Long> finishedExport(ServerProcess server, JsonNode job)
            throws IOException, InterruptedException {
        JsonNode end = DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
        assertThat(end.path("exportStatus").toString()).isEqualTo("{\"exportedCollections\":3,\"totalCollections\":3}");
        String prefix = job.path("prefix").asText();
        assertThat(tree(prefix)).isEqualTo(undisturbed);
        assertThat(s3.uploadCount(prefix + "/.complete")).isEqualTo(1);
        assertThat(s3.requests())
                .filteredOn(request -> request.method().equals("GET") && request.hasParameter("uploads"))
                .as("only the run that goes on looks for what the killed one left in parts")
                .hasSize(1);
        Map<String, Long> counts = chunkUploads();
        assertThat(counts.values()).allMatch(count -> count <= 2);
        assertThat(counts.values().stream().filter(count -> count > 1).count())
                .as("only what was under way may be sent again")
                .isLessThanOrEqualTo(DeclaredServer.UPLOADS_AT_ONCE);
        return counts;
    }

    private Map<String, Long> chunkUploads() {
        return s3.requests().stream()
                .filter(UploadGate::isChunk)
                .collect(Collectors.groupingBy(RecordedRequest::key, Collectors.counting()));
    }

    @Test
    void endsInTimeWhenItIsToldToAndGoesOnWithTheJobAtTheNextStart() throws Exception {
        UploadGate gate = new UploadGate(MIN_UPLOADS, Integer.MAX_VALUE);
        s3.allowOnly(gate);
        s3.forgetRequests();
        JsonNode job;
        try (ServerProcess server = start(folder)) {
            job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(15))).isIn(0, 128 + 15);
            assertThat(server.err()).doesNotContain("Exception").doesNotContain("snapferry: ");
        }
        try (ServerProcess server = start(folder)) {
            JsonNode end = DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
        }
        assertThat(tree(job.path("prefix").asText())).isEqualTo(undisturbed);
        assertThat(chunkUploads().values().stream().filter(count -> count > 1).count())
                .isLessThanOrEqualTo(DeclaredServer.UPLOADS_AT_ONCE);
    }

    @Test
    void endsInTimeWhenTheStoreDoesNotAnswer() throws Exception {
        UploadGate gate = new UploadGate(MIN_UPLOADS, MIN_UPLOADS);
        s3.allowOnly(gate);
        try (ServerProcess server = start(folder)) {
            DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(15))).isIn(0, 128 + 15);
        } finally {
            gate.open();
        }
    }

    /** The export's objects by their key below the prefix, without what tells the two runs' prefixes apart: it and its seal. */
    private SortedMap<String, String> tree(String prefix) throws IOException {
        SortedMap<String, String> objects =
                BucketTree.comparable(BucketTree.of(s3, DeclaredServer.BUCKET, prefix + "/"), prefix);
        assertThat(objects.keySet()).containsAll(List.of(".complete", ".manifest.jsonl", "shop/empty/metadata.json"));
        return objects;
    }
}
