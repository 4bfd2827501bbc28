package io.snapferry.run;

import static io.snapferry.run.ExportFixture.settings;
import static io.snapferry.run.ExportFixture.tree;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.manifest.FinishedObject;
import io.snapferry.source.location.OpenSources;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PermissionCheck;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that fails for minutes, in a time that passes by waiting only. */
@Timeout(60)
class StorePatienceTest {
    private static final int SMALL_CHUNK = 2_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private Path bucket;
    private final Hourglass time = new Hourglass();
    private final ExportProgress progress = new ExportProgress();

    @BeforeEach
    void setUp() {
        bucket = folder.resolve("bucket");
    }

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(200)
                .collection("shop", "customers")
                .documents(50)
                .collection("shop", "returns")
                .multiplexed(7);
    }

    private void run(Path source, ObjectStore store) throws IOException, InterruptedException {
        run(source, store, ExportLedger.forgetful(), time);
    }

    private void run(Path source, ObjectStore store, ExportLedger ledger, StorePatience.Waits waits)
            throws IOException, InterruptedException {
        try (BlockWorkers workers = new BlockWorkers(2);
                OpenSources sources = OpenSources.open(Map.of("rs0", source))) {
            new ExportRun(
                            ExportFixture.request(settings(SMALL_CHUNK)),
                            sources.byReplicaSet(),
                            store,
                            ledger,
                            progress,
                            workers,
                            new StorePatience(LIMIT, waits, new Random()))
                    .run();
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    private SortedMap<String, byte[]> undisturbed(Path source) throws IOException, InterruptedException {
        ExportFixture.export(source, folder.resolve("undisturbed"), SMALL_CHUNK, 2);
        return tree(folder.resolve("undisturbed"));
    }

    private void assertSameTree(SortedMap<String, byte[]> expected) {
        SortedMap<String, byte[]> found = tree(bucket);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, content) -> assertThat(found.get(key)).as(key).isEqualTo(content));
    }

    @Test
    void anOutageOfMinutesIsSurvivedAndChunksAreWrittenAgainInTheSameBytes() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(9, Duration.ofMinutes(7))) {
            run(source, store);
        }
        assertSameTree(undisturbed(source));
        assertThat(progress.figures().of("rs0"))
                .isEqualTo(progress.figures().totals().of("rs0"));
        assertThat(progress.figures().droppedChunks()).isPositive();
    }

    @Test
    void anArchiveThatCannotSeekIsReadAgainWhenTheStoreIsBack() throws Exception {
        Path source = shop().writeGzippedArchive(folder.resolve("dump.archive.gz"));
        try (Outages store = new Outages(9, Duration.ofMinutes(7))) {
            run(source, store);
        }
        assertSameTree(undisturbed(source));
    }

    @Test
    void aStoreThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(0, Duration.ofMinutes(7))) {
            run(source, store);
        }
        assertSameTree(undisturbed(source));
    }

    @Test
    void anOutageThatOutlastsThePatienceFailsTheRunWithTheStoresReason() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(9, Duration.ofDays(1))) {
            assertThatExceptionOfType(ObjectStoreException.class)
                    .isThrownBy(() -> run(source, store))
                    .withMessageContaining("SlowDown: reduce your rate. The store was waited for in vain for ");
        }
        assertThat(tree(bucket).keySet()).noneMatch(key -> key.endsWith(".complete"));
    }

    @Test
    void aStoreThatTakesEverythingButOneChunkIsGivenUpInTheEnd() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(Integer.MAX_VALUE, Duration.ZERO)) {
            store.alwaysFails = key -> key.value().endsWith("orders/rs0.3.json.gz");
            assertThatThrownBy(() -> run(source, store)).hasMessageContaining("orders/rs0.3.json.gz: SlowDown");
        }
        assertThat(time.passed()).isGreaterThanOrEqualTo(LIMIT);
        assertThat(tree(bucket).keySet()).noneMatch(key -> key.endsWith(".complete"));
    }

    @Test
    void aFinalReasonEndsTheRunAtOnce() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(9, Duration.ofDays(1))) {
            store.isFinal = true;
            assertThatThrownBy(() -> run(source, store)).hasMessageContaining("AccessDenied");
        }
        assertThat(time.passed()).isZero();
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        CountDownLatch waiting = new CountDownLatch(1);
        StorePatience.Waits endless = new StorePatience.Waits() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                waiting.countDown();
                new CountDownLatch(1).await();
            }
        };
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        try (Outages store = new Outages(9, Duration.ofDays(1))) {
            Thread thread = new Thread(() -> {
                try {
                    run(source, store, ExportLedger.forgetful(), endless);
                } catch (Throwable e) {
                    ends.add(e);
                }
            });
            thread.start();
            waiting.await();
            thread.interrupt();
            thread.join();
        }
        assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    }

    @Test
    void onlyAResumedRunGivesUpWhatAnEarlierOneLeftUnfinished() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        try (Outages store = new Outages(Integer.MAX_VALUE, Duration.ZERO)) {
            run(source, store);
            assertThat(store.aborted).isEmpty();
            run(source, store, new SecondRun(), time);
            assertThat(store.aborted).containsExactly(ExportFixture.PREFIX + "/");
        }
    }

    @Test
    void waitsDoubleUpToAMinuteAndAreSpread() {
        StorePatience patience = new StorePatience(LIMIT);
        for (int number = 0; number < 100; number++) {
            long longest = Math.min(60_000, 1_000L << Math.min(number, 20));
            assertThat(patience.wait(number).toMillis()).isBetween(longest / 2, longest);
        }
    }

    private record SecondRun() implements ExportLedger {
        @Override
        public SortedMap<String, String> settleSources(SortedMap<String, String> identities) {
            return identities;
        }

        @Override
        public boolean isResumed() {
            return true;
        }

        @Override
        public Collection<FinishedObject> finished() {
            return List.of();
        }

        @Override
        public void record(FinishedObject object) {}

        @Override
        public void beginCompletion() {}
    }

    /** A folder that takes nothing for a while once it has taken some objects. */
    private final class Outages implements ObjectStore {
        private final FolderObjectStore objects = new FolderObjectStore(bucket);
        private final AtomicLong left;
        private final Duration length;
        private final AtomicLong begin = new AtomicLong(Long.MAX_VALUE);
        private final List<String> aborted = new CopyOnWriteArrayList<>();
        private volatile boolean isFinal;
        private volatile Predicate<ObjectKey> alwaysFails = key -> false;

        Outages(int successes, Duration length) {
            this.left = new AtomicLong(successes);
            this.length = length;
        }

        @Override
        public String location() {
            return "test:";
        }

        @Override
        public void delete(ObjectKey key) throws IOException {
            objects.delete(key);
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            ObjectWriter object = objects.begin(key, contentType);
            return new ObjectWriter() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    object.write(bytes, offset, length);
                }

                @Override
                public PutReceipt commit() throws IOException {
                    requireUp(key);
                    return object.commit();
                }

                @Override
                public void close() throws IOException {
                    object.close();
                }
            };
        }

        private void requireUp(ObjectKey key) throws ObjectStoreException {
            if (left.getAndDecrement() <= 0) {
                begin.compareAndSet(Long.MAX_VALUE, time.nanoTime());
            }
            boolean isDown = begin.get() != Long.MAX_VALUE && time.nanoTime() - begin.get() < length.toNanos();
            if (isDown || (alwaysFails.test(key) && !key.equals(PermissionCheck.KEY))) {
                throw new ObjectStoreException(
                        "PutObject",
                        "test:/" + key,
                        isFinal ? "AccessDenied" : "SlowDown",
                        "reduce your rate",
                        !isFinal,
                        new IOException("503"));
            }
        }

        @Override
        public void abortUnfinished(String keyPrefix) {
            aborted.add(keyPrefix);
        }

        @Override
        public void close() {
            objects.close();
        }
    }
}
