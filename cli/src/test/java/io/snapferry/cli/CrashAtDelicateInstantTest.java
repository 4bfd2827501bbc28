package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.testing.deployment.InMemoryServer;
import io.snapferry.testing.s3.RecordedRequest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed exactly where a mistake would cost most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashAtDelicateInstantTest {
    private static final int KILLS_AT_FIRST_START = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final CatalogPlace catalog = new SqliteCatalogPlace();
    private S3TestServer s3;
    private CrashBucket bucket;
    private Path dump;

    @BeforeAll
    void start() throws IOException {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        bucket = new S3CrashBucket(s3);
        dump = dump().collection("shop", "orders").documents(60).writeFolder(shared.resolve("dump"));
    }

    @AfterAll
    void stop() throws IOException {
        s3.close();
    }

    private Path configure() throws Exception {
        return DeclaredServer.configure(folder, catalog.newCatalog(), bucket.store(), dump);
    }

    private ServerProcess server(Path config) throws IOException, InterruptedException {
        return ServerProcess.start(folder, CrashedExport.serve(folder, config));
    }

    @Test
    void betweenTheLastObjectAndTheManifest() throws Exception {
        JsonNode end = killedAt(new HeldRequest(request -> request.key().endsWith("/.manifest.jsonl")));
        assertSuccessful(end);
    }

    @Test
    void betweenTheManifestAndTheCompletionMarker() throws Exception {
        JsonNode end = killedAt(new HeldRequest(request -> request.key().endsWith("/.complete")));
        assertSuccessful(end);
    }

    /** The server goes while its request is held, which then arrives from a sender that is dead. */
    private JsonNode killedAt(HeldRequest held) throws Exception {
        Path config = configure();
        JsonNode job;
        try (ServerProcess server = server(config)) {
            s3.allowOnly(held);
            job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            held.awaitArrival();
            server.kill();
            assertThat(bucket.tree(job.path("prefix").asText())).doesNotContainKey(".complete");
        } finally {
            held.letGo();
        }
        try (ServerProcess server = server(config)) {
            return DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
        }
    }

    private void assertSuccessful(JsonNode end) throws IOException {
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
        assertThat(bucket.tree(end.path("prefix").asText()))
                .containsKeys(".complete", ".manifest.jsonl", "shop/orders/rs0.0.json.gz");
    }

    @Test
    void betweenTheCompletionMarkerAndTheJobsEnd() throws Exception {
        Path config = configure();
        AutoCloseable[] held = new AutoCloseable[1];
        s3.allowOnly(request -> {
            if (request.isUpload() && request.key().endsWith("/.complete")) {
                held[0] = holdWrites();
            }
            return true;
        });
        JsonNode job;
        try (ServerProcess server = server(config)) {
            job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            String prefix = job.path("prefix").asText();
            Eventually.await(() -> bucket.tree(prefix).containsKey(".complete"), PATIENCE, "the completion marker");
            server.kill();
        } finally {
            s3.allowOnly(request -> true);
            held[0].close();
        }
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            assertThat(DeclaredServer.cancelRefused(client, job)).isTrue();
            assertSuccessful(DeclaredServer.awaitEnd(client, job));
        }
    }

    private AutoCloseable holdWrites() {
        try {
            return catalog.holdWrites(folder.resolve("data"));
        } catch (Exception e) {
            throw new AssertionError("the catalog cannot be held", e);
        }
    }

    @Test
    void rightAfterACancelWasAnswered() throws Exception {
        Path config = configure();
        HeldRequest held = new HeldRequest(UploadGate::isChunk);
        JsonNode job;
        try (ServerProcess server = server(config)) {
            s3.allowOnly(held);
            ApiClient client = DeclaredServer.client(server.uri());
            job = DeclaredServer.create(client);
            held.awaitArrival();
            DeclaredServer.cancel(client, job);
            server.kill();
        } finally {
            held.letGo();
        }
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode end = DeclaredServer.awaitEnd(client, job);
            assertThat(end.path("state").asText()).isEqualTo("Cancelled");
            assertThat(bucket.tree(job.path("prefix").asText())).doesNotContainKey(".complete");
            assertSuccessful(DeclaredServer.awaitEnd(client, DeclaredServer.create(client)));
        }
    }

    @Test
    void whileASnapshotIsTaken() throws Exception {
        Path config =
                DeclaredServer.configure(folder, catalog.newCatalog() + "export: {threads: 2}\n", bucket.store(), dump);
        try (InMemoryServer deployment = new InMemoryServer();
                MongoClient mongo = MongoClients.create(deployment.connectionString())) {
            mongo.getDatabase("shop")
                    .getCollection("orders")
                    .insertMany(IntStream.range(0, 10_000)
                            .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(200)))
                            .toList());
            DeclaredServer.connect(config, deployment.connectionString().getConnectionString());
            JsonNode snapshot;
            try (ServerProcess server = server(config)) {
                ApiClient client = DeclaredServer.client(server.uri());
                snapshot = DeclaredServer.takeSnapshot(client);
                JsonNode queued = snapshot;
                Eventually.await(
                        () -> !statusOf(client, queued).equals("queued"), PATIENCE, "the snapshot to be begun");
                server.kill();
            }
            try (ServerProcess server = server(config)) {
                ApiClient client = DeclaredServer.client(server.uri());
                Eventually.await(
                        () -> statusOf(client, snapshot).equals("completed"), PATIENCE, "the snapshot to be complete");
                JsonNode job = DeclaredServer.create(client, snapshot.path("id").asText());
                JsonNode end = DeclaredServer.awaitEnd(client, job);
                assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
                assertThat(DeclaredServer.showOwn(client, job)
                                .path("progress")
                                .path("documents")
                                .asLong())
                        .isEqualTo(10_000);
            }
        }
    }

    private static String statusOf(ApiClient client, JsonNode snapshot) throws IOException, InterruptedException {
        return DeclaredServer.showSnapshot(client, snapshot).path("status").asText();
    }

    /** Makes the catalog, its migrations and the key of its nonces, which a start must find whole or make anew. */
    @Test
    void whileTheCatalogIsMade() throws Exception {
        Path config = configure();
        long begin = System.nanoTime();
        try (ServerProcess measured =
                ServerProcess.start(folder, CrashedExport.serve(folder.resolve("measured"), config))) {
            assertThat(measured.uri()).isNotNull();
        }
        long startNanos = System.nanoTime() - begin;
        for (int kill = 0; kill < KILLS_AT_FIRST_START; kill++) {
            try (ServerProcess server = ServerProcess.launch(folder, CrashedExport.serve(folder, config))) {
                LockSupport.parkNanos(startNanos * (kill + 3) / (KILLS_AT_FIRST_START + 3));
                server.kill();
            }
        }
        try (ServerProcess server = server(config)) {
            ApiClient client = DeclaredServer.client(server.uri());
            assertSuccessful(DeclaredServer.awaitEnd(client, DeclaredServer.create(client)));
        }
    }

    /** Holds every upload of a kind until it is let go. */
    private static final class HeldRequest implements Predicate<RecordedRequest> {
        private final Predicate<RecordedRequest> which;
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        HeldRequest(Predicate<RecordedRequest> which) {
            this.which = which;
        }

        void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        void letGo() {
            letGo.countDown();
        }

        @Override
        public boolean test(RecordedRequest request) {
            if (request.isUpload() && which.test(request)) {
                arrived.countDown();
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return true;
        }
    }
}
