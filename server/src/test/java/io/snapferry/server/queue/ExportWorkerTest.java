package io.snapferry.server.queue;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.json.JsonMode;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportFigures;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.sql.SqlCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker on a real catalog and real folders. */
class ExportWorkerTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Catalog catalog;
    private QueueFixture queue;

    @BeforeEach
    void openCatalog() throws IOException {
        catalog = SqlCatalog.open(folder.resolve("data"));
        queue = new QueueFixture(catalog, folder.resolve("buckets"));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        catalog.close();
    }

    private ExportWorker started(ExportWorker worker) {
        opened.add(worker);
        worker.start();
        return worker;
    }

    /** Stops holding before the workers are closed, whatever became of the test. */
    private HeldBuckets released(HeldBuckets buckets) {
        opened.add(buckets::release);
        return buckets;
    }

    private Path orders(int documents) throws IOException {
        Path dumps = Files.createDirectories(folder.resolve("dumps"));
        return dump().collection("shop", "orders")
                .documents(documents)
                .writeFolder(Files.createTempDirectory(dumps, "dump-"));
    }

    private static String collections(ExportJob job) {
        return job.progress().exportedCollections() + " of " + job.progress().totalCollections();
    }

    private Path objectOf(ExportJob job, String name) {
        return folder.resolve("buckets/nightly").resolve(job.prefix()).resolve(name);
    }

    private long count(List<ExportJob> jobs, JobState state) {
        return jobs.stream().filter(job -> queue.stateOf(job) == state).count();
    }

    @Test
    void exportsFiveReplicaSetsAtOnceWhileTheOthersStayQueued() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        started(queue.worker(buckets));
        released(buckets);
        List<ExportJob> jobs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            jobs.add(queue.submit(orders(1)));
        }
        QueueFixture.await(() -> buckets.held().size() == 5, "five jobs that write");
        assertThat(count(jobs.subList(0, 5), JobState.IN_PROGRESS)).isEqualTo(5);
        assertThat(count(jobs.subList(5, 7), JobState.QUEUED)).isEqualTo(2);
        buckets.release();
        for (ExportJob job : jobs) {
            assertThat(queue.await(job).state()).isEqualTo(JobState.SUCCESSFUL);
            assertThat(objectOf(job, ".complete")).exists();
        }
        assertThat(buckets.mostOpen()).isEqualTo(5);
    }

    @Test
    void runsTheReplicaSetsOfAShardedClusterTogetherAndCountsThemAll() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        ExportJob sharded = queue.submit(orders(1), orders(1), orders(1));
        ExportJob next = queue.submit(orders(1), orders(1), orders(1));
        started(queue.worker(buckets));
        released(buckets);
        QueueFixture.await(() -> buckets.held().size() == 3, "three replica sets that write");
        Set<String> names = new TreeSet<>();
        buckets.held().forEach(key -> names.add(key.substring(key.lastIndexOf('/') + 1)));
        assertThat(names).containsExactly("shard-0.0.json.gz", "shard-1.0.json.gz", "shard-2.0.json.gz");
        assertThat(queue.stateOf(sharded)).isEqualTo(JobState.IN_PROGRESS);
        assertThat(queue.stateOf(next)).isEqualTo(JobState.QUEUED);
        buckets.release();
        assertThat(queue.await(next).state()).isEqualTo(JobState.SUCCESSFUL);
        assertThat(queue.stateOf(sharded)).isEqualTo(JobState.SUCCESSFUL);
        assertThat(buckets.mostOpen()).isEqualTo(1);
    }

    @Test
    void takesJobsInTheOrderInWhichTheyWereAccepted() throws IOException {
        HeldBuckets buckets = HeldBuckets.open();
        List<ExportJob> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(queue.submit(orders(1)));
        }
        started(queue.worker(buckets, 1, LEASE));
        jobs.forEach(queue::await);
        List<String> ends = buckets.begun().stream()
                .filter(key -> key.endsWith("/.complete"))
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .toList();
        assertThat(ends).isEqualTo(jobs.stream().map(ExportJob::prefix).toList());
    }

    @Test
    void wakesUpForANewJobAtOnce() throws IOException {
        ExportWorker worker = started(queue.worker(HeldBuckets.open()));
        Instant begin = Instant.now();
        for (int i = 0; i < 4; i++) {
            ExportJob job = queue.submit(orders(1));
            worker.wake();
            queue.await(job);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void failsTheJobWhoseSnapshotVanishedAndGoesOn() throws IOException {
        ExportWorker worker = started(queue.worker(HeldBuckets.open()));
        Path gone = folder.resolve("dumps/gone");
        ExportJob vanished = queue.submit(gone);
        ExportJob whole = queue.submit(orders(5));
        worker.wake();
        ExportJob failed = queue.await(vanished);
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure().orElseThrow().errorCode()).isEqualTo("SNAPSHOT_UNREADABLE");
        assertThat(failed.failure().orElseThrow().message()).contains(gone.toString(), "does not exist");
        assertThat(failed.finishedAt()).isPresent();
        assertThat(objectOf(vanished, ".complete")).doesNotExist();
        assertThat(queue.await(whole).state()).isEqualTo(JobState.SUCCESSFUL);
    }

    @Test
    void failsTheJobOfADamagedDumpWithNamespaceFileAndPosition() throws IOException {
        byte[] unknownType = {16, 0, 0, 0, 0x10, '_', 'i', 'd', 0, 1, 0, 0, 0, 0x42, 0, 0};
        Path damaged = dump().collection("shop", "orders")
                .document("{\"_id\": 1}")
                .rawDocument(unknownType)
                .writeFolder(folder.resolve("damaged"));
        Path cut = orders(5);
        byte[] bytes = Files.readAllBytes(cut.resolve("shop/orders.bson"));
        Files.write(cut.resolve("shop/orders.bson"), Arrays.copyOf(bytes, bytes.length - 3));
        ExportJob badDocument = queue.submit(damaged);
        ExportJob cutFile = queue.submit(orders(2), cut);
        ExportJob whole = queue.submit(orders(5));
        started(queue.worker(HeldBuckets.open()));
        for (ExportJob job : List.of(badDocument, cutFile)) {
            ExportJob failed = queue.await(job);
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.failure().orElseThrow().errorCode()).isEqualTo("SNAPSHOT_UNREADABLE");
            assertThat(failed.failure().orElseThrow().message())
                    .matches("shop\\.orders in shop/orders\\.bson at byte \\d+: .+");
            assertThat(objectOf(job, ".complete")).doesNotExist();
        }
        assertThat(queue.await(whole).state()).isEqualTo(JobState.SUCCESSFUL);
    }

    @Test
    void failsTheJobWhoseBucketCannotBeWrittenWithTheStoresOwnCode() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        ExportJob unwritable = queue.submit(queue.putBucket(file, "nightly"), orders(2));
        ExportJob whole = queue.submit(orders(2));
        started(queue.worker(HeldBuckets.open()));
        ExportJob failed = queue.await(unwritable);
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure().orElseThrow().errorCode()).isEqualTo("EXPORT_BUCKET_WRITE_FAILED");
        assertThat(failed.failure().orElseThrow().message())
                .contains(file.toString())
                .containsPattern(": [A-Z]\\w+: ");
        assertThat(queue.await(whole).state()).isEqualTo(JobState.SUCCESSFUL);
    }

    @Test
    void failsTheJobThatADefectBreaksAndGoesOn() throws IOException {
        HeldBuckets real = HeldBuckets.open();
        ExportJob broken = queue.submit(queue.putBucket(folder.resolve("buckets"), "broken"), orders(2));
        ExportJob whole = queue.submit(orders(2));
        started(queue.worker((access, name) -> {
            if (name.equals("broken")) {
                throw new IllegalStateException("for the test");
            }
            return real.open(access, name);
        }));
        ExportJob failed = queue.await(broken);
        assertThat(failed.failure().orElseThrow()).isEqualTo(new ExportJob.Failure("UNEXPECTED_ERROR", "for the test"));
        assertThat(queue.await(whole).state()).isEqualTo(JobState.SUCCESSFUL);
    }

    @Test
    void stopsWithoutAnEndWhenItsClaimIsLost() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        ExportJob job = queue.submit(orders(1));
        started(queue.worker(buckets));
        released(buckets);
        QueueFixture.await(() -> buckets.held().size() == 1, "a job that writes");
        catalog.jobs().releaseClaims(QueueFixture.WORKER);
        assertThat(catalog.jobs().claimNext("another", LEASE, 5, Instant.now())).isPresent();
        buckets.release();
        QueueFixture.await(() -> buckets.openCount() == 0, "the end of the run");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.IN_PROGRESS);
        assertThat(objectOf(job, ".complete")).doesNotExist();
    }

    @Test
    void isInterruptedWhenARenewalFindsTheClaimLost() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        ExportJob job = queue.submit(orders(1));
        started(queue.worker(buckets, 5, Duration.ofMillis(150)));
        released(buckets);
        QueueFixture.await(() -> buckets.held().size() == 1, "a job that writes");
        catalog.jobs().releaseClaims(QueueFixture.WORKER);
        assertThat(catalog.jobs().claimNext("another", LEASE, 5, Instant.now())).isPresent();
        QueueFixture.await(() -> buckets.openCount() == 0, "the end of the run, though the store still holds it");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.IN_PROGRESS);
    }

    @Test
    void showsProgressWhileItRuns() throws IOException {
        Path two = dump().collection("shop", "orders")
                .documents(1)
                .collection("shop", "returns")
                .documents(1)
                .collection("shop", "views")
                .writeFolder(folder.resolve("three"));
        HeldBuckets buckets = HeldBuckets.holding(key -> key.contains("/returns/"));
        ExportJob job = queue.submit(two);
        started(queue.worker(buckets, 5, Duration.ofMillis(300)));
        released(buckets);
        QueueFixture.await(() -> collections(queue.now(job)).equals("2 of 3"), "two of three collections");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.IN_PROGRESS);
        buckets.release();
        assertThat(collections(queue.await(job))).isEqualTo("3 of 3");
    }

    @Test
    void leavesAJobInProgressWhenItIsClosedAndGoesOnBehindWhatIsFinished() throws IOException {
        HeldBuckets first = HeldBuckets.holding(key -> key.matches(".*\\.[3-9]\\d\\.json\\.gz"));
        ExportJob job = queue.submit(orders(300));
        ExportWorker worker = started(queue.worker(first, 5, LEASE));
        released(first);
        QueueFixture.await(() -> first.held().size() == QueueFixture.READERS, "a job in its middle");
        worker.close();
        assertThat(queue.stateOf(job)).isEqualTo(JobState.IN_PROGRESS);
        List<String> finished = documentsIn(first.begun());
        assertThat(finished).hasSizeGreaterThan(10);

        HeldBuckets second = HeldBuckets.open();
        started(queue.worker(second));
        assertThat(queue.await(job).state()).isEqualTo(JobState.SUCCESSFUL);
        assertThat(documentsIn(second.begun())).isNotEmpty().doesNotContainAnyElementsOf(finished);
    }

    private static List<String> documentsIn(List<String> keys) {
        return keys.stream().filter(key -> key.endsWith(".json.gz")).toList();
    }

    @Test
    void leavesAJobInProgressWhenItIsClosedOutsideOfItsPool() throws IOException {
        for (String name : List.of(".permissioncheck", ".manifest.jsonl", ".complete")) {
            HeldBuckets held = HeldBuckets.holding(key -> key.endsWith(name));
            ExportJob job = queue.submit(orders(3));
            ExportWorker worker = started(queue.worker(held));
            released(held);
            QueueFixture.await(() -> held.held().size() == 1, "a job that writes " + name);
            worker.close();
            assertThat(queue.stateOf(job)).as(name).isEqualTo(JobState.IN_PROGRESS);

            ExportWorker next = started(queue.worker(HeldBuckets.open()));
            assertThat(queue.await(job).state()).as(name).isEqualTo(JobState.SUCCESSFUL);
            next.close();
        }
    }

    @Test
    void endsARunningJobCancelledThoughItsStoreHangs() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        ExportJob job = queue.submit(orders(1));
        ExportWorker worker = started(queue.worker(buckets));
        released(buckets);
        QueueFixture.await(() -> buckets.held().size() == 1, "a job that writes");
        assertThat(catalog.jobs().cancel(job.cluster(), job.id(), Instant.now()))
                .isEqualTo(ExportJobs.Cancellation.REQUESTED);
        worker.stop(job.id());
        assertThat(queue.await(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(queue.now(job).finishedAt()).isPresent();
        assertThat(queue.now(job).failure()).isEmpty();
        QueueFixture.await(() -> buckets.openCount() == 0, "the end of the run");
        assertThat(objectOf(job, ".complete")).doesNotExist();
    }

    @Test
    void learnsFromTheCatalogThatAJobWasCancelledElsewhere() throws IOException {
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        ExportJob job = queue.submit(orders(1));
        started(queue.worker(buckets, 5, Duration.ofMillis(150)));
        released(buckets);
        QueueFixture.await(() -> buckets.held().size() == 1, "a job that writes");
        catalog.jobs().cancel(job.cluster(), job.id(), Instant.now());
        assertThat(queue.await(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(objectOf(job, ".complete")).doesNotExist();
    }

    @Test
    void cancelsAJobThatWaitsForItsCompletionMarkerOnlyBeforeThat() throws IOException {
        HeldBuckets beforeIt = HeldBuckets.holding(key -> key.endsWith(".manifest.jsonl"));
        ExportJob cancelled = queue.submit(orders(1));
        ExportWorker worker = started(queue.worker(beforeIt));
        released(beforeIt);
        QueueFixture.await(() -> beforeIt.held().size() == 1, "a job that writes its manifest");
        assertThat(catalog.jobs().cancel(cancelled.cluster(), cancelled.id(), Instant.now()))
                .isEqualTo(ExportJobs.Cancellation.REQUESTED);
        beforeIt.release();
        assertThat(queue.await(cancelled).state()).isEqualTo(JobState.CANCELLED);
        assertThat(objectOf(cancelled, ".manifest.jsonl")).exists();
        assertThat(objectOf(cancelled, ".complete")).doesNotExist();
        worker.close();

        HeldBuckets atIt = HeldBuckets.holding(key -> key.endsWith(".complete"));
        ExportJob completed = queue.submit(orders(1));
        started(queue.worker(atIt));
        released(atIt);
        QueueFixture.await(() -> atIt.held().size() == 1, "a job that writes its last object");
        assertThat(catalog.jobs().cancel(completed.cluster(), completed.id(), Instant.now()))
                .isEqualTo(ExportJobs.Cancellation.TOO_LATE);
        atIt.release();
        assertThat(queue.await(completed).state()).isEqualTo(JobState.SUCCESSFUL);
        assertThat(objectOf(completed, ".complete")).exists();
    }

    @Test
    void exportsWhatTheOptionsOfTheJobSay() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .document("{\"_id\": 1}")
                .collection("shop", "secrets")
                .documents(2)
                .collection("crm", "people")
                .documents(2)
                .writeFolder(folder.resolve("filtered"));
        ExportJob job =
                queue.submit(new ExportOptions(List.of("shop.*"), List.of("*.secrets"), JsonMode.RELAXED), dump);
        started(queue.worker(HeldBuckets.open()));
        assertThat(queue.await(job).progress().totalCollections()).isEqualTo(1);
        assertThat(objectOf(job, "crm")).doesNotExist();
        assertThat(objectOf(job, "shop/secrets")).doesNotExist();
        try (InputStream text =
                new GZIPInputStream(Files.newInputStream(objectOf(job, "shop/orders/shard-0.0.json.gz")))) {
            assertThat(text.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"_id\":1}\n");
        }
    }

    @Test
    void tellsDocumentsAndBytesOfEachReplicaSet() throws IOException {
        ExportJob job = queue.submit(orders(3), orders(5));
        ExportWorker worker = started(queue.worker(HeldBuckets.open()));
        ExportFigures figures = queue.await(job).progress().figures();
        assertThat(figures.replicaSets())
                .extracting(part -> part.name() + " " + part.documents() + " of " + part.totalDocuments())
                .containsExactly("shard-0 3 of 3", "shard-1 5 of 5");
        assertThat(figures.bsonBytes()).isPositive().isEqualTo(figures.totalBsonBytes());
        assertThat(figures.uploadedBytes()).isPositive();
        QueueFixture.await(() -> worker.progress(job.id()).isEmpty(), "the job to be forgotten here");
    }

    @Test
    void survivesACatalogThatDoesNotAnswer() throws IOException {
        FlakyCatalog flaky = new FlakyCatalog(catalog);
        ExportJob job = queue.submit(orders(3));
        flaky.failNext("claimNext");
        flaky.failNext("finish");
        ExportWorker worker = started(QueueFixture.worker(flaky, HeldBuckets.open(), 5, Duration.ofMillis(200)));
        QueueFixture.await(
                () -> {
                    worker.wake();
                    return queue.stateOf(job).isFinal();
                },
                "the end of the job");
        assertThat(queue.stateOf(job)).isEqualTo(JobState.SUCCESSFUL);
        assertThat(flaky.failures()).containsExactly("claimNext", "finish");
    }
}
