package io.snapferry.server.queue;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.queue.ExportPreviews.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds of dry runs. What they tell is tested over HTTP. */
class ExportPreviewsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:28:25Z");

    private static final ExportPreview EMPTY = new ExportPreview(List.of(), List.of(), 0, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    private static Snapshot snapshot(Path source) {
        return new Snapshot(
                Id.next(NOW),
                Id.next(NOW),
                List.of(new Snapshot.Member(Id.next(NOW), "rs0", source)),
                NOW,
                Optional.empty(),
                "",
                "",
                42);
    }

    @Test
    void countsWhatThePatternsLeave() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .documents(4)
                .collection("crm", "people")
                .documents(2)
                .writeFolder(folder.resolve("dump"));
        ExportOptions options = new ExportOptions(List.of("crm.*"), List.of(), ExportOptions.DEFAULT.jsonMode());
        Outcome outcome = new ExportPreviews(1_024).of(snapshot(dump), options, "p/1", 10);
        ExportPreview preview = ((Outcome.Planned) outcome).preview();
        assertThat(preview.keys()).containsExactly("p/1/crm/people/metadata.json", "p/1/crm/people/rs0.0.json.gz");
        assertThat(preview.documents()).isEqualTo(2);
    }

    @Test
    void refusesMoreThanTwoAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch gate = new CountDownLatch(1);
        ExportPreviews previews = new ExportPreviews(
                (snapshot, options, prefix, limit) -> {
                    begun.countDown();
                    gate.await();
                    return EMPTY;
                },
                ExportPreviews.TIME_LIMIT);
        List<CompletableFuture<Outcome>> waiting = List.of(
                CompletableFuture.supplyAsync(() -> plan(previews)),
                CompletableFuture.supplyAsync(() -> plan(previews)));
        begun.await();

        assertThat(plan(previews)).isInstanceOf(Outcome.Busy.class);

        gate.countDown();
        for (CompletableFuture<Outcome> one : waiting) {
            assertThat(one.get()).isEqualTo(new Outcome.Planned(EMPTY));
        }
        QueueFixture.await(() -> plan(previews) instanceof Outcome.Planned, "a free thread");
    }

    @Test
    void givesUpAfterItsTimeAndInterruptsThePlanning() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ExportPreviews previews = new ExportPreviews(
                (snapshot, options, prefix, limit) -> {
                    try {
                        new CountDownLatch(1).await();
                        return EMPTY;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                Duration.ofMillis(50));

        assertThat(plan(previews)).isEqualTo(new Outcome.TooLong(Duration.ofMillis(50)));

        interrupted.await();
    }

    private Outcome plan(ExportPreviews previews) {
        return previews.of(snapshot(folder), ExportOptions.DEFAULT, "p/1", 10);
    }
}
