package io.snapferry.server.own;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import io.snapferry.server.testing.WorkingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a queue of 2,000 jobs costs those who use the API. */
public abstract class LongQueueContractTest {
    private static final int QUEUED = 2_000;
    private static final int SAMPLES = 60;
    private static final int WARM_UP = 60;
    private static final double MAX_RATIO = 3;
    private static final int ITEMS_PER_PAGE = 100;

    @TempDir
    private Path folder;

    /** A new, empty catalog. */
    protected abstract SqlCatalog create() throws Exception;

    @Test
    void createAndListStayAsQuickAsWithAnEmptyQueue() throws Exception {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        try (WorkingServer server = WorkingServer.startWithoutWorker(folder, create())) {
            DigestClient client = server.as("exporter");
            List<String> snapshots = new ArrayList<>();
            for (int i = 0; i < QUEUED + SAMPLES; i++) {
                snapshots.add(server.snapshot(dump));
            }
            int next = 0;
            for (; next < WARM_UP; next++) {
                create(client, snapshots.get(next)).call();
                list(client, 1);
            }
            List<Long> emptyCreates = new ArrayList<>();
            for (int end = next + SAMPLES; next < end; next++) {
                emptyCreates.add(nanos(create(client, snapshots.get(next))));
            }
            long firstPage = medianOf(() -> list(client, 1));
            for (; next < QUEUED; next++) {
                create(client, snapshots.get(next)).call();
            }
            List<Long> fullCreates = new ArrayList<>();
            for (int end = next + SAMPLES; next < end; next++) {
                fullCreates.add(nanos(create(client, snapshots.get(next))));
            }
            long firstOfMany = medianOf(() -> list(client, 1));
            long lastOfMany = medianOf(() -> list(client, QUEUED / ITEMS_PER_PAGE));

            System.out.printf(
                    "%d queued: create %.1f ms, was %.1f; first page %.1f ms, was %.1f; last page %.1f ms%n",
                    QUEUED,
                    millis(median(fullCreates)),
                    millis(median(emptyCreates)),
                    millis(firstOfMany),
                    millis(firstPage),
                    millis(lastOfMany));
            assertThat(median(fullCreates)).as("create").isLessThan((long) (MAX_RATIO * median(emptyCreates)));
            assertThat(firstOfMany).as("first page").isLessThan((long) (MAX_RATIO * firstPage));
            assertThat(lastOfMany).as("last page").isLessThan((long) (MAX_RATIO * firstPage));
        }
    }

    private static Callable<Integer> create(DigestClient client, String snapshot) {
        return () -> client.post(WorkingServer.EXPORTS, TestServer.exportRequest(snapshot, TestServer.BUCKET))
                .statusCode();
    }

    private static int list(DigestClient client, int page) throws IOException {
        return client.get(WorkingServer.EXPORTS + "?itemsPerPage=" + ITEMS_PER_PAGE + "&pageNum=" + page)
                .statusCode();
    }

    private static long medianOf(Callable<Integer> request) throws Exception {
        List<Long> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(nanos(request));
        }
        return median(samples);
    }

    private static long nanos(Callable<Integer> request) throws Exception {
        long start = System.nanoTime();
        assertThat(request.call()).isBetween(200, 201);
        return System.nanoTime() - start;
    }

    private static long median(List<Long> samples) {
        return samples.stream().sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
