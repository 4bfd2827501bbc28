package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.Fault;
import io.snapferry.testing.s3.FaultProxy;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that takes a few bytes a second slows its job, and nobody else. */
class SlowStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An object of a chunk has some hundred bytes, so it takes some hundred seconds. */
    private static final Fault TRICKLE = new Fault(Fault.Kind.TRICKLE, 20);

    private static final int REQUESTS = 25;

    /** Far below the time of one object, and far above what a busy machine needs. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void theApiAnswersAndACancelIsHeardWhileUploadsCrawl() throws Exception {
        Path dump = dump().collection("shop", "orders").documents(400).writeFolder(folder.resolve("dump"));
        try (S3TestServer s3 = S3TestServer.start();
                FaultProxy proxy = new FaultProxy(
                        s3.directEndpoint(), request -> request.key().endsWith(".json.gz") ? TRICKLE : Fault.NONE)) {
            s3.createBucket(DeclaredServer.BUCKET);
            Path config = DeclaredServer.configure(folder, s3, proxy.endpoint(), dump);
            try (ServerProcess server = ServerProcess.start(folder, "--config", config.toString())) {
                ApiClient client = DeclaredServer.client(server.uri());
                JsonNode job = DeclaredServer.create(client);
                awaitTrickles(proxy, DeclaredServer.UPLOADS_AT_ONCE);

                List<Duration> latencies = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    latencies.add(
                            timeOf(() -> assertThat(DeclaredServer.list(client).path("results"))
                                    .isNotEmpty()));
                }
                JsonNode[] other = {job};
                latencies.add(timeOf(() -> other[0] = DeclaredServer.createOfLater(client)));
                awaitTrickles(proxy, 2 * DeclaredServer.UPLOADS_AT_ONCE);
                Duration cancelled = timeOf(() -> {
                    DeclaredServer.cancel(client, job);
                    assertThat(DeclaredServer.awaitEnd(client, job)
                                    .path("state")
                                    .asText())
                            .isEqualTo("Cancelled");
                });

                System.out.println("slow store: " + REQUESTS + " lists and a create took at most "
                        + Collections.max(latencies).toMillis() + " ms, a cancel " + cancelled.toMillis() + " ms");
                assertThat(Collections.max(latencies)).isLessThan(PROMPT);
                assertThat(cancelled).isLessThan(PROMPT);
                assertThat(DeclaredServer.show(client, other[0]).path("state").asText())
                        .isEqualTo("InProgress");
            }
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static Duration timeOf(Step step) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void awaitTrickles(FaultProxy proxy, long count) throws IOException, InterruptedException {
        Eventually.await(
                () -> proxy.counts().getOrDefault(Fault.Kind.TRICKLE, 0L) >= count, PATIENCE, count + " slow uploads");
    }
}
