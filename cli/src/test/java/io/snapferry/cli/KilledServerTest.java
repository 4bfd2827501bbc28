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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of an export, and its successor on the same data directory. */
class KilledServerTest {
    private static final int KILLS = 3;
    private static final int MIN_UPLOADS = 50;
    private static final int MIN_CHUNKS = 200;

    /** So many chunks may still pass before the kill must have come. */
    private static final int SLACK = 30;

    private S3TestServer s3;

    @TempDir
    private Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        Path dump = dump().collection("shop", "orders")
                .documents(1_500)
                .collection("shop", "returns")
                .documents(400)
                .collection("shop", "empty")
                .writeFolder(folder.resolve("dump"));
        config = DeclaredServer.configure(folder, s3, dump);
    }

    @AfterEach
    void stopS3() throws IOException {
        s3.close();
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(folder, "--config", config.toString());
    }

    @Test
    void goesOnBehindTheFinishedChunksAndWritesTheTreeOfAnUndisturbedRun() throws Exception {
        Random random = new Random(20_240_229);
        SortedMap<String, String> undisturbed = undisturbedRun();
        long chunks = undisturbed.keySet().stream()
                .filter(key -> key.endsWith(".json.gz"))
                .count();
        assertThat(chunks).isGreaterThan(MIN_CHUNKS);
        long uploads = 0;
        long repeated = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int killAt = MIN_UPLOADS + random.nextInt((int) chunks - MIN_UPLOADS - SLACK);
            Map<String, Long> counts = killedRun(killAt, undisturbed);
            uploads += counts.values().stream().mapToLong(Long::longValue).sum();
            repeated += counts.values().stream().filter(count -> count > 1).count();
        }
        System.out.println(KILLS + " kills: " + uploads + " uploads of " + KILLS * chunks + " chunks, " + repeated
                + " uploaded again");
    }

    private SortedMap<String, String> undisturbedRun() throws Exception {
        try (ServerProcess server = start()) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode end = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            return tree(end.path("prefix").asText());
        }
    }

    /** @return how often each chunk was uploaded */
    private Map<String, Long> killedRun(int killAt, SortedMap<String, String> undisturbed) throws Exception {
        UploadGate gate = new UploadGate(killAt, killAt + SLACK);
        s3.allowOnly(gate);
        s3.forgetRequests();
        JsonNode job;
        try (ServerProcess server = start()) {
            job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.kill();
        } finally {
            gate.open();
        }
        int before = chunkUploads().size();
        assertThat(before).isBetween(MIN_UPLOADS, undisturbed.size() - 1);
        try (ServerProcess server = start()) {
            JsonNode end = DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            assertThat(end.path("exportStatus").toString())
                    .isEqualTo("{\"exportedCollections\":3,\"totalCollections\":3}");
        }
        String prefix = job.path("prefix").asText();
        assertThat(tree(prefix)).isEqualTo(undisturbed);
        assertThat(s3.uploadCount(prefix + "/.complete")).isEqualTo(1);
        Map<String, Long> counts = chunkUploads();
        assertThat(counts.values()).allMatch(count -> count <= 2);
        assertThat(counts.values().stream().filter(count -> count > 1).count())
                .as("only what was under way may be sent again")
                .isLessThanOrEqualTo(DeclaredServer.THREADS);
        return counts;
    }

    private Map<String, Long> chunkUploads() {
        return s3.requests().stream()
                .filter(UploadGate::isChunk)
                .collect(Collectors.groupingBy(RecordedRequest::key, Collectors.counting()));
    }

    @Test
    void endsInTimeWhenItIsToldToAndGoesOnWithTheJobAtTheNextStart() throws Exception {
        SortedMap<String, String> undisturbed = undisturbedRun();
        UploadGate gate = new UploadGate(MIN_UPLOADS, Integer.MAX_VALUE);
        s3.allowOnly(gate);
        s3.forgetRequests();
        JsonNode job;
        try (ServerProcess server = start()) {
            job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(15))).isIn(0, 128 + 15);
            assertThat(server.err()).doesNotContain("Exception").doesNotContain("snapferry: ");
        }
        try (ServerProcess server = start()) {
            JsonNode end = DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
        }
        assertThat(tree(job.path("prefix").asText())).isEqualTo(undisturbed);
        assertThat(chunkUploads().values().stream().filter(count -> count > 1).count())
                .isLessThanOrEqualTo(DeclaredServer.THREADS);
    }

    @Test
    void endsInTimeWhenTheStoreDoesNotAnswer() throws Exception {
        UploadGate gate = new UploadGate(MIN_UPLOADS, MIN_UPLOADS);
        s3.allowOnly(gate);
        try (ServerProcess server = start()) {
            DeclaredServer.create(DeclaredServer.client(server.uri()));
            gate.awaitSignal();
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(15))).isIn(0, 128 + 15);
        } finally {
            gate.open();
        }
    }

    /** The export's objects by their key below the prefix, without what tells the two runs' prefixes apart. */
    private SortedMap<String, String> tree(String prefix) throws IOException {
        SortedMap<String, String> objects = new TreeMap<>(BucketTree.of(s3, DeclaredServer.BUCKET, prefix + "/"));
        objects.replaceAll(
                (key, content) -> key.equals(".manifest.jsonl") ? content.replace(prefix, "PREFIX") : content);
        assertThat(objects.keySet()).containsAll(List.of(".complete", ".manifest.jsonl", "shop/empty/metadata.json"));
        return objects;
    }
}
