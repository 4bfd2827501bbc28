package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.compression.CodecId;
import io.snapferry.compression.GzipLevel;
import io.snapferry.json.JsonMode;
import io.snapferry.server.catalog.ExportJob.Failure;
import io.snapferry.server.catalog.ExportJob.Progress;
import io.snapferry.server.catalog.ExportJobs.Cancellation;
import io.snapferry.server.catalog.ExportJobs.Claim;
import io.snapferry.server.catalog.ExportJobs.NewJob;
import io.snapferry.server.catalog.ExportJobs.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every catalog does as the queue of export jobs. */
public abstract class ExportJobsContractTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant AFTER_LEASE = NOW.plus(LEASE);
    private static final int LIMIT = 5;

    private Catalog catalog;
    private ExportJobs jobs;
    private Tenancy tenancy;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        jobs = catalog.jobs();
        tenancy = Tenancy.in(catalog, "mySbx");
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void acceptsAJobOfAReplicaSet() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        NewJob request = new NewJob(
                tenancy.project().id(),
                tenancy.cluster().id(),
                snapshot.id(),
                tenancy.bucket().id(),
                List.of(new CustomData("b", "1"), new CustomData("a", "\u00e4 \"2\"")),
                "exported_snapshots/o/p/c/2021-03-27T1409",
                NOW,
                false,
                List.of("rs0"));
        ExportJob job = ((Submission.Accepted) jobs.submit(request)).job();
        assertThat(job)
                .isEqualTo(new ExportJob(
                        job.id(),
                        tenancy.project().id(),
                        tenancy.cluster().id(),
                        snapshot.id(),
                        tenancy.bucket().id(),
                        request.customData(),
                        "exported_snapshots/o/p/c/2021-03-27T1409/1620135419",
                        JobState.QUEUED,
                        NOW,
                        Optional.empty(),
                        Progress.NONE,
                        List.of(),
                        1,
                        Optional.empty()));
        assertThat(jobs.find(job.cluster(), job.id())).contains(job);
    }

    @Test
    void givesEachShardOfAShardedClusterItsOwnExportId() {
        ExportJob job = tenancy.submit(3);
        assertThat(job.isSharded()).isTrue();
        assertThat(job.replicaSetCount()).isEqualTo(3);
        assertThat(job.components())
                .extracting(ExportJob.Component::replicaSetName)
                .containsExactly("shard-0", "shard-1", "shard-2");
        Set<Id<ExportJob>> ids = new HashSet<>(Set.of(job.id()));
        job.components().forEach(component -> ids.add(component.exportId()));
        assertThat(ids).hasSize(4);
        assertThat(jobs.find(job.cluster(), job.id())).contains(job);
    }

    @Test
    void refusesASecondJobUntilTheFirstOfTheSnapshotEnded() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        ExportJob first = tenancy.submit(snapshot);
        NewJob again = tenancy.jobFor(snapshot, NOW.plusSeconds(5));
        assertThat(jobs.submit(again)).isEqualTo(new Submission.AlreadyActive(first.id()));
        Claim claim = claim(NOW).orElseThrow();
        assertThat(jobs.submit(again)).isEqualTo(new Submission.AlreadyActive(first.id()));
        fail(claim);
        assertThat(jobs.submit(again)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void givesALaterJobTheNextFreeSecondOfThePrefix() {
        assertThat(tenancy.submit(1).prefix()).endsWith("/1620135419");
        assertThat(tenancy.submit(1).prefix()).endsWith("/1620135420");
        ExportJob ahead = accepted(tenancy.jobFor(tenancy.putSnapshot(NOW, 1), NOW.plusSeconds(3)));
        assertThat(ahead.prefix()).endsWith("/1620135422");
        assertThat(tenancy.submit(1).prefix()).as("the gap is filled").endsWith("/1620135421");
        ExportJob behind = tenancy.submit(1);
        assertThat(behind.prefix()).endsWith("/1620135423");
        assertThat(behind.createdAt())
                .as("tells when it was accepted all the same")
                .isEqualTo(NOW);
    }

    @Test
    void listsTheNewestJobFirst() {
        ExportJob old = accepted(tenancy.jobFor(tenancy.putSnapshot(NOW, 1), NOW.minusSeconds(1)));
        ExportJob young = tenancy.submit(1);
        assertThat(jobs.page(tenancy.cluster().id(), new Page.Request(1, 1))).isEqualTo(new Page<>(List.of(young), 2));
        assertThat(jobs.page(tenancy.cluster().id(), new Page.Request(2, 1))).isEqualTo(new Page<>(List.of(old), 2));
        assertThat(jobs.page(Id.next(NOW), Page.Request.FIRST).totalCount()).isZero();
    }

    @Test
    void listsOfJobsOfTheSameTimeTheOneAcceptedLastFirst() {
        List<ExportJob> accepted =
                Stream.generate(() -> tenancy.submit(1)).limit(5).toList();
        assertThat(jobs.page(tenancy.cluster().id(), Page.Request.FIRST).items())
                .containsExactly(accepted.get(4), accepted.get(3), accepted.get(2), accepted.get(1), accepted.get(0));
    }

    @Test
    void doesNotFindAJobThroughAnotherCluster() {
        Cluster another = tenancy.putCluster("another");
        assertThat(jobs.find(another.id(), tenancy.submit(1).id())).isEmpty();
    }

    @Test
    void claimsInOrderOfAcceptanceEvenWhenTheClockWentBack() {
        ExportJob first = tenancy.submit(1);
        ExportJob second = accepted(tenancy.jobFor(tenancy.putSnapshot(NOW, 1), NOW.minusSeconds(3600)));
        assertThat(claimed(NOW)).isEqualTo(first.id());
        assertThat(claimed(NOW)).isEqualTo(second.id());
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void showsAClaimedJobAsInProgress() {
        ExportJob job = tenancy.submit(1);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(claim.job().state()).isEqualTo(JobState.IN_PROGRESS);
        assertThat(jobs.find(job.cluster(), job.id())).contains(claim.job());
    }

    @Test
    void keepsJobsQueuedThatWouldExceedTheLimitOfReplicaSets() {
        ExportJob three = tenancy.submit(3);
        ExportJob two = tenancy.submit(2);
        ExportJob one = tenancy.submit(1);
        assertThat(claimed(NOW)).isEqualTo(three.id());
        Claim claimOfTwo = claim(NOW).orElseThrow();
        assertThat(claimOfTwo.job().id()).isEqualTo(two.id());
        assertThat(claim(NOW)).as("five run already").isEmpty();
        fail(claimOfTwo);
        assertThat(claimed(NOW)).isEqualTo(one.id());
    }

    @Test
    void doesNotLetASmallJobOvertakeALargeOne() {
        Claim small = claimAfter(tenancy.submit(1));
        ExportJob large = tenancy.submit(5);
        tenancy.submit(1);
        assertThat(claim(NOW)).as("the large one waits, so all wait").isEmpty();
        fail(small);
        assertThat(claimed(NOW)).isEqualTo(large.id());
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void runsAClusterWithMoreShardsThanTheLimitAlone() {
        Claim small = claimAfter(tenancy.submit(1));
        ExportJob huge = tenancy.submit(9);
        assertThat(claim(NOW)).isEmpty();
        fail(small);
        assertThat(claimed(NOW)).isEqualTo(huge.id());
        tenancy.submit(1);
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void givesAJobToAnotherWorkerOnceItsLeaseRanOut() {
        ExportJob job = tenancy.submit(1);
        Claim lost = claim(NOW).orElseThrow();
        assertThat(claim(AFTER_LEASE.minusMillis(1))).isEmpty();
        Claim taken = claim(AFTER_LEASE).orElseThrow();
        assertThat(taken.job().id()).isEqualTo(job.id());
        assertThat(taken.fencingToken()).isGreaterThan(lost.fencingToken());
    }

    @Test
    void refusesEveryWriteOfALostClaim() {
        tenancy.submit(1);
        Claim lost = claim(NOW).orElseThrow();
        Claim taken = claim(AFTER_LEASE).orElseThrow();
        assertThat(jobs.renew(lost, LEASE, new Progress(7, 7), AFTER_LEASE)).isFalse();
        assertThat(jobs.recordObject(lost, "key", "late")).isFalse();
        assertThat(jobs.finish(lost, JobState.SUCCESSFUL, Optional.empty(), new Progress(7, 7), AFTER_LEASE))
                .isFalse();
        assertThat(jobs.find(taken.job().cluster(), taken.job().id())).contains(taken.job());
        assertThat(jobs.objectRecords(taken.job().id())).isEmpty();
    }

    @Test
    void countsAJobWhoseLeaseRanOutAsWaitingInItsOldPlace() {
        ExportJob silent = tenancy.submit(5);
        assertThat(claimed(NOW)).isEqualTo(silent.id());
        ExportJob next = tenancy.submit(1);
        assertThat(claimed(AFTER_LEASE)).isEqualTo(silent.id());
        assertThat(claim(AFTER_LEASE)).isEmpty();
        assertThat(claimed(AFTER_LEASE.plus(LEASE))).isEqualTo(silent.id());
        assertThat(jobs.find(next.cluster(), next.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void keepsAClaimThatIsRenewedInTime() {
        tenancy.submit(1);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(jobs.renew(claim, LEASE, new Progress(2, 8), NOW.plusSeconds(20)))
                .isTrue();
        assertThat(claim(AFTER_LEASE)).isEmpty();
        assertThat(jobs.find(claim.job().cluster(), claim.job().id())
                        .orElseThrow()
                        .progress())
                .isEqualTo(new Progress(2, 8));
    }

    @Test
    void keepsAClaimThatIsRenewedLateWhenNobodyTookTheJob() {
        tenancy.submit(1);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(jobs.renew(claim, LEASE, Progress.NONE, AFTER_LEASE.plusSeconds(5)))
                .isTrue();
        assertThat(claim(AFTER_LEASE.plusSeconds(6))).isEmpty();
    }

    @Test
    void resumesTheJobsOfAWorkerThatRestarted() {
        ExportJob mine = tenancy.submit(1);
        ExportJob others = tenancy.submit(1);
        Claim before = jobs.claimNext("me", LEASE, LIMIT, NOW).orElseThrow();
        jobs.recordObject(before, "a", "{}");
        assertThat(jobs.claimNext("other", LEASE, LIMIT, NOW)).isPresent();
        jobs.releaseClaims("me");
        assertThat(jobs.find(mine.cluster(), mine.id()).orElseThrow().state()).isEqualTo(JobState.IN_PROGRESS);
        assertThat(jobs.renew(before, LEASE, Progress.NONE, NOW))
                .as("the former self is shut out")
                .isFalse();
        Claim after = jobs.claimNext("me", LEASE, LIMIT, NOW).orElseThrow();
        assertThat(after.job().id()).isEqualTo(mine.id());
        assertThat(jobs.objectRecords(mine.id())).containsExactly("{}");
        assertThat(claim(NOW)).as("the other worker's job stays with it").isEmpty();
        assertThat(jobs.find(others.cluster(), others.id()).orElseThrow().state())
                .isEqualTo(JobState.IN_PROGRESS);
    }

    @Test
    void endsAJobWithItsReason() {
        Claim claim = claimAfter(tenancy.submit(1));
        Failure failure = new Failure("SOURCE_UNREADABLE", "shop.orders at byte 8123: \"cut\"");
        Instant end = NOW.plusMillis(1999);
        assertThat(jobs.finish(claim, JobState.FAILED, Optional.of(failure), new Progress(3, 9), end))
                .isTrue();
        ExportJob ended = jobs.find(claim.job().cluster(), claim.job().id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.failure()).contains(failure);
        assertThat(ended.progress()).isEqualTo(new Progress(3, 9));
        assertThat(ended.finishedAt()).as("whole seconds").contains(NOW.plusSeconds(1));
    }

    @Test
    void changesNothingOnceAJobEnded() {
        Claim claim = claimAfter(tenancy.submit(1));
        jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, NOW);
        assertThat(jobs.finish(claim, JobState.CANCELLED, Optional.empty(), Progress.NONE, NOW))
                .isFalse();
        assertThat(jobs.renew(claim, LEASE, Progress.NONE, NOW)).isFalse();
        assertThat(jobs.recordObject(claim, "a", "{}")).isFalse();
        assertThat(claim(AFTER_LEASE)).isEmpty();
        assertThat(jobs.find(claim.job().cluster(), claim.job().id())
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.SUCCESSFUL);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"QUEUED", "IN_PROGRESS"})
    void refusesAnOutcomeThatIsNone(JobState outcome) {
        Claim claim = claimAfter(tenancy.submit(1));
        assertThatThrownBy(() -> jobs.finish(claim, outcome, Optional.empty(), Progress.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAFailureWithoutAReasonAndAReasonWithoutAFailure() {
        Claim claim = claimAfter(tenancy.submit(1));
        Optional<Failure> reason = Optional.of(new Failure("X", "y"));
        assertThatThrownBy(() -> jobs.finish(claim, JobState.FAILED, Optional.empty(), Progress.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jobs.finish(claim, JobState.SUCCESSFUL, reason, Progress.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheNewestRecordOfEachObjectInOrderOfTheKeys() {
        Claim claim = claimAfter(tenancy.submit(1));
        jobs.recordObject(claim, "b", "first b");
        jobs.recordObject(claim, "a", "a");
        jobs.recordObject(claim, "B", "B");
        assertThat(jobs.recordObject(claim, "b", "second b")).isTrue();
        assertThat(jobs.objectRecords(claim.job().id()))
                .as("capital letters come first, as bytes do")
                .containsExactly("B", "a", "second b");
    }

    @Test
    void acceptsExactlyOneOfEightSimultaneousRequestsForOneSnapshot() throws Exception {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        List<Submission> submissions = together(8, () -> jobs.submit(tenancy.jobFor(snapshot, NOW)));
        List<Id<ExportJob>> accepted = new ArrayList<>();
        List<Id<ExportJob>> named = new ArrayList<>();
        for (Submission submission : submissions) {
            if (submission instanceof Submission.Accepted yes) {
                accepted.add(yes.job().id());
            } else if (submission instanceof Submission.AlreadyActive no) {
                named.add(no.job());
            }
        }
        assertThat(accepted).hasSize(1);
        assertThat(named).hasSize(7).containsOnly(accepted.get(0));
    }

    @Test
    void neverGivesOneJobToTwoWorkersNorMoreThanTheLimit() throws Exception {
        for (int i = 0; i < 20; i++) {
            tenancy.submit(1);
        }
        List<Optional<Claim>> claims = together(8, () -> claim(NOW));
        List<Id<ExportJob>> claimed = claims.stream()
                .flatMap(Optional::stream)
                .map(claim -> claim.job().id())
                .toList();
        assertThat(claimed).hasSize(LIMIT).doesNotHaveDuplicates();
    }

    @Test
    void readsWhileManyThreadsWrite() throws Exception {
        Claim claim = claimAfter(tenancy.submit(1));
        List<Boolean> done = together(8, () -> {
            for (int i = 0; i < 20; i++) {
                String key = Thread.currentThread().getId() + "/" + i;
                if (!jobs.recordObject(claim, key, "{}")
                        || jobs.find(claim.job().cluster(), claim.job().id()).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        assertThat(done).containsOnly(true);
        assertThat(jobs.objectRecords(claim.job().id())).hasSize(160);
    }

    @Test
    void keepsTheOptionsAndTheFiguresOfAJob() {
        ExportOptions options = new ExportOptions(
                List.of("shop.*", "\u00e4"), List.of("*.\"x\""), JsonMode.RELAXED, Optional.of(GzipLevel.SMALL));
        ExportJob job = accepted(asked(tenancy.putSnapshot(NOW, 1), options, Optional.empty()));
        assertThat(job.options()).isEqualTo(options);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(claim.job().options()).isEqualTo(options);
        Progress progress = new Progress(
                1,
                2,
                new ExportFigures(List.of(new ExportFigures.ReplicaSet("rs0", 3, 1L << 40, 4, 1L << 41)), 77, 88));
        assertThat(jobs.renew(claim, LEASE, progress, NOW)).isTrue();
        assertThat(now(job).progress()).isEqualTo(progress);
        jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, NOW);
        assertThat(now(job).progress()).isEqualTo(Progress.NONE);
    }

    @Test
    void settlesTheTermsOfAJobOnce() {
        JobTerms first = new JobTerms(new CodecId("isa-l", 1), 1 << 20);
        JobTerms second = new JobTerms(new CodecId("jdk-deflater", 9), 1 << 27);
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        assertThat(jobs.settleTerms(claim, first)).contains(first);
        assertThat(jobs.settleTerms(claim, second)).as("again").contains(first);
        Claim taken = claim(AFTER_LEASE).orElseThrow();
        assertThat(jobs.settleTerms(claim, first)).as("the lost claim").isEmpty();
        assertThat(jobs.settleTerms(taken, second)).as("the next run").contains(first);
        cancel(job);
        assertThat(jobs.settleTerms(taken, second)).as("cancelled").isEmpty();
    }

    @Test
    void settlesTheSourcesOfAJobOnce() {
        SortedMap<String, String> first = new TreeMap<>(Map.of("rs0", "aa", "rs1", "bb"));
        SortedMap<String, String> second = new TreeMap<>(Map.of("rs0", "cc"));
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        assertThat(jobs.settleSources(claim, first)).contains(first);
        assertThat(jobs.settleSources(claim, second)).as("again").contains(first);
        Claim taken = claim(AFTER_LEASE).orElseThrow();
        assertThat(jobs.settleSources(claim, first)).as("the lost claim").isEmpty();
        assertThat(jobs.settleSources(taken, second)).as("the next run").contains(first);
        cancel(job);
        assertThat(jobs.settleSources(taken, second)).as("cancelled").isEmpty();
    }

    @Test
    void cancelsAQueuedJobAtOnce() {
        ExportJob job = tenancy.submit(1);
        assertThat(cancel(job)).isEqualTo(Cancellation.CANCELLED);
        assertThat(now(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(now(job).finishedAt()).contains(NOW);
        assertThat(claim(NOW)).isEmpty();
        assertThat(cancel(job)).as("again").isEqualTo(Cancellation.CANCELLED);
        Snapshot same = catalog.snapshots().find(job.cluster(), job.snapshot()).orElseThrow();
        assertThat(tenancy.submit(same).id()).as("the snapshot is free").isNotEqualTo(job.id());
    }

    @Test
    void tellsTheWorkerOfACancelledJobToStop() {
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        assertThat(cancel(job)).isEqualTo(Cancellation.REQUESTED);
        assertThat(now(job).state()).isEqualTo(JobState.IN_PROGRESS);
        assertThat(now(job).cancelRequested()).isTrue();
        assertThat(cancel(job)).as("again").isEqualTo(Cancellation.REQUESTED);
        assertThat(jobs.renew(claim, LEASE, Progress.NONE, NOW)).isFalse();
        assertThat(jobs.recordObject(claim, "a", "{}")).isFalse();
        assertThat(jobs.beginCompletion(claim)).isFalse();
        assertThat(jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, NOW))
                .isFalse();
        assertThat(jobs.finish(claim, JobState.FAILED, Optional.of(new Failure("X", "y")), Progress.NONE, NOW))
                .isFalse();
        assertThat(jobs.finish(claim, JobState.CANCELLED, Optional.empty(), new Progress(2, 3), NOW.plusSeconds(4)))
                .isTrue();
        assertThat(now(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(now(job).cancelRequested()).isFalse();
        assertThat(now(job).finishedAt()).contains(NOW.plusSeconds(4));
        assertThat(now(job).progress()).isEqualTo(new Progress(2, 3));
    }

    @Test
    void remembersWhoseObjectsAreToBeRemovedUntilTheyAre() {
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        jobs.recordObject(claim, "a", "before");
        assertThat(jobs.cancel(job.cluster(), job.id(), NOW, Leftovers.REMOVE)).isEqualTo(Cancellation.REQUESTED);
        assertThat(jobs.recordObject(claim, "b", "while it stops")).isFalse();
        assertThat(jobs.removalsDue()).as("it may still write").isEmpty();
        jobs.finish(claim, JobState.CANCELLED, Optional.empty(), Progress.NONE, NOW);
        assertThat(jobs.removalsDue()).containsExactly(now(job));
        assertThat(jobs.objectRecords(job.id())).containsExactly("before", "while it stops");

        jobs.leftoversRemoved(job.id(), Optional.empty());
        assertThat(jobs.removalsDue()).isEmpty();
        assertThat(now(job).failure()).isEmpty();
        jobs.leftoversRemoved(job.id(), Optional.of(new Failure("X", "y")));
        assertThat(now(job).failure()).as("nothing was due any more").isEmpty();
    }

    @Test
    void keepsWhyTheObjectsOfACancelledJobStay() {
        ExportJob job = tenancy.submit(1);
        assertThat(jobs.cancel(job.cluster(), job.id(), NOW, Leftovers.REMOVE)).isEqualTo(Cancellation.CANCELLED);
        jobs.leftoversRemoved(job.id(), Optional.of(new Failure("X", "y")));
        assertThat(jobs.removalsDue()).isEmpty();
        assertThat(now(job).failure()).contains(new Failure("X", "y"));
        assertThat(now(job).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void keepsTheObjectsOfACancelledJobUnlessItWasSaidAtTheFirstCancel() {
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        cancel(job);
        jobs.cancel(job.cluster(), job.id(), NOW, Leftovers.REMOVE);
        jobs.finish(claim, JobState.CANCELLED, Optional.empty(), Progress.NONE, NOW);
        assertThat(jobs.removalsDue()).isEmpty();
    }

    @Test
    void cancelsAJobWhoseWorkerWentSilent() {
        ExportJob early = tenancy.submit(1);
        claimAfter(early);
        cancel(early);
        ExportJob late = tenancy.submit(1);
        Claim lost = claimAfter(late);
        assertThat(jobs.cancel(late.cluster(), late.id(), AFTER_LEASE)).isEqualTo(Cancellation.CANCELLED);
        assertThat(now(early).state()).as("told, but not stopped").isEqualTo(JobState.IN_PROGRESS);
        assertThat(claim(AFTER_LEASE)).isEmpty();
        assertThat(now(early).state()).isEqualTo(JobState.CANCELLED);
        assertThat(now(early).finishedAt()).contains(AFTER_LEASE);
        assertThat(jobs.beginCompletion(lost)).isFalse();
    }

    @Test
    void neverCancelsAJobWhoseCompletionMarkerMayBeWritten() {
        ExportJob job = tenancy.submit(1);
        Claim claim = claimAfter(job);
        assertThat(jobs.beginCompletion(claim)).isTrue();
        assertThat(cancel(job)).isEqualTo(Cancellation.TOO_LATE);
        assertThat(jobs.cancel(job.cluster(), job.id(), AFTER_LEASE))
                .as("nor when its worker went silent")
                .isEqualTo(Cancellation.TOO_LATE);
        Claim taken = claim(AFTER_LEASE).orElseThrow();
        assertThat(jobs.beginCompletion(claim)).as("the lost claim").isFalse();
        assertThat(cancel(job)).isEqualTo(Cancellation.TOO_LATE);
        assertThat(jobs.beginCompletion(taken)).isTrue();
        assertThat(jobs.finish(taken, JobState.CANCELLED, Optional.empty(), Progress.NONE, NOW))
                .as("nobody cancelled it")
                .isFalse();
        assertThat(jobs.finish(taken, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, NOW))
                .isTrue();
        assertThat(cancel(job)).isEqualTo(Cancellation.TOO_LATE);
    }

    @Test
    void cancelsNothingOfAnotherCluster() {
        ExportJob job = tenancy.submit(1);
        assertThat(jobs.cancel(tenancy.putCluster("another").id(), job.id(), NOW))
                .isEqualTo(Cancellation.UNKNOWN);
        assertThat(now(job)).isEqualTo(job);
    }

    @Test
    void letsExactlyOneOfCancelAndCompletionWin() throws Exception {
        for (int i = 0; i < 30; i++) {
            ExportJob job = tenancy.submit(1);
            Claim claim = claimAfter(job);
            AtomicInteger turn = new AtomicInteger();
            List<Boolean> wins = together(
                    2,
                    () -> turn.getAndIncrement() == 0
                            ? cancel(job) == Cancellation.REQUESTED
                            : jobs.beginCompletion(claim));
            assertThat(wins).containsExactlyInAnyOrder(true, false);
            assertThat(jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, NOW))
                    .isNotEqualTo(jobs.finish(claim, JobState.CANCELLED, Optional.empty(), Progress.NONE, NOW));
        }
    }

    @Test
    void filtersByStateAndSnapshotAndFindsTheLastThatSucceeded() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        ExportJob first = tenancy.submit(snapshot);
        ExportJob other = tenancy.submit(1);
        Claim ofFirst = claimAfter(first);
        Claim ofOther = claimAfter(other);
        assertThat(jobs.latestSuccessful(first.cluster())).isEmpty();
        succeed(ofFirst, NOW.plusSeconds(9));
        succeed(ofOther, NOW.plusSeconds(5));
        ExportJob second = tenancy.submit(snapshot);
        assertThat(found(new JobFilter(Optional.of(snapshot.id()), Optional.empty())))
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(found(new JobFilter(Optional.of(snapshot.id()), Optional.of(JobState.QUEUED))))
                .containsExactly(second.id());
        assertThat(found(new JobFilter(Optional.empty(), Optional.of(JobState.SUCCESSFUL))))
                .containsExactlyInAnyOrder(first.id(), other.id());
        assertThat(found(new JobFilter(Optional.empty(), Optional.of(JobState.FAILED))))
                .isEmpty();
        assertThat(jobs.latestSuccessful(first.cluster()).orElseThrow().id()).isEqualTo(first.id());
        assertThat(jobs.latestSuccessful(tenancy.putCluster("another").id())).isEmpty();
    }

    @Test
    void answersARepeatedRequestWithItsJobAndRefusesAnotherRequestOfTheSameKey() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("nightly-1"));
        ExportJob job = accepted(asked(snapshot, ExportOptions.DEFAULT, key));
        assertThat(jobs.submit(asked(snapshot, ExportOptions.DEFAULT, key))).isEqualTo(new Submission.Repeated(job));
        cancel(job);
        assertThat(jobs.submit(asked(snapshot, ExportOptions.DEFAULT, key)))
                .as("the job as it is now")
                .isEqualTo(new Submission.Repeated(now(job)));
        ExportOptions others = new ExportOptions(List.of(), List.of(), JsonMode.RELAXED);
        assertThat(jobs.submit(asked(snapshot, others, key))).isEqualTo(new Submission.KeyReused(job.id()));
        assertThat(jobs.submit(asked(tenancy.putSnapshot(NOW, 1), ExportOptions.DEFAULT, key)))
                .isEqualTo(new Submission.KeyReused(job.id()));
    }

    @Test
    void keepsTheIdempotencyKeysOfProjectsApart() {
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k"));
        ExportJob job = accepted(asked(tenancy.putSnapshot(NOW, 1), ExportOptions.DEFAULT, key));
        Tenancy elsewhere = Tenancy.in(catalog, "another");
        NewJob there = elsewhere.jobFor(elsewhere.putSnapshot(NOW, 1), NOW);
        assertThat(accepted(asked(there, "elsewhere", NOW, ExportOptions.DEFAULT, key))
                        .id())
                .isNotEqualTo(job.id());
    }

    @Test
    void forgetsAKeyAfterADayUnlessItsJobStillRuns() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k"));
        ExportJob job = accepted(asked(snapshot, ExportOptions.DEFAULT, key));
        Instant later = NOW.plus(IdempotencyKey.LIFETIME);
        NewJob again = asked(tenancy.jobFor(snapshot, later), "again", later, ExportOptions.DEFAULT, key);
        assertThat(jobs.submit(again)).isEqualTo(new Submission.Repeated(job));
        cancel(job);
        assertThat(accepted(again).id()).isNotEqualTo(job.id());
    }

    @Test
    void forgetsTheKeysOfADeletedCluster() {
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k"));
        ExportJob job = accepted(asked(tenancy.putSnapshot(NOW, 1), ExportOptions.DEFAULT, key));
        cancel(job);
        assertThat(catalog.tenants().deleteCluster(job.project(), job.cluster()))
                .isEqualTo(Destinations.Deletion.DELETED);
        assertThat(jobs.find(job.cluster(), job.id())).isEmpty();
    }

    @Test
    void makesOneJobOfSixteenSimultaneousRequestsWithOneKey() throws Exception {
        NewJob request =
                asked(tenancy.putSnapshot(NOW, 1), ExportOptions.DEFAULT, Optional.of(new IdempotencyKey("k")));
        List<Submission> submissions = together(16, () -> jobs.submit(request));
        assertThat(submissions.stream().filter(Submission.Accepted.class::isInstance))
                .hasSize(1);
        assertThat(submissions.stream().filter(Submission.Repeated.class::isInstance))
                .hasSize(15);
        assertThat(found(JobFilter.ALL)).hasSize(1);
    }

    @Test
    void tellsThePrefixThatAJobWouldGet() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        NewJob request = tenancy.jobFor(snapshot, NOW);
        String expected = jobs.prefixOf(request);
        ExportJob job = accepted(request);
        assertThat(job.prefix()).isEqualTo(expected);
        assertThat(jobs.prefixOf(request)).isNotEqualTo(expected);
        cancel(job);
        String next = jobs.prefixOf(request);
        assertThat(accepted(request).prefix()).isEqualTo(next);
    }

    private NewJob asked(Snapshot snapshot, ExportOptions options, Optional<IdempotencyKey> key) {
        return asked(tenancy.jobFor(snapshot, NOW), "prefix", NOW, options, key);
    }

    private static NewJob asked(
            NewJob sample, String prefixBase, Instant at, ExportOptions options, Optional<IdempotencyKey> key) {
        return new NewJob(
                sample.project(),
                sample.cluster(),
                sample.snapshot(),
                sample.bucket(),
                sample.customData(),
                prefixBase,
                at,
                sample.sharded(),
                sample.replicaSetNames(),
                options,
                key);
    }

    private Cancellation cancel(ExportJob job) {
        return jobs.cancel(job.cluster(), job.id(), NOW);
    }

    private ExportJob now(ExportJob job) {
        return jobs.find(job.cluster(), job.id()).orElseThrow();
    }

    private List<Id<ExportJob>> found(JobFilter filter) {
        return jobs.page(tenancy.cluster().id(), filter, Page.Request.FIRST).items().stream()
                .map(ExportJob::id)
                .toList();
    }

    private void succeed(Claim claim, Instant at) {
        assertThat(jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), Progress.NONE, at))
                .isTrue();
    }

    private Claim claimAfter(ExportJob submitted) {
        Claim claim = claim(NOW).orElseThrow();
        assertThat(claim.job().id()).isEqualTo(submitted.id());
        return claim;
    }

    private Optional<Claim> claim(Instant now) {
        return jobs.claimNext("worker", LEASE, LIMIT, now);
    }

    private Id<ExportJob> claimed(Instant now) {
        return claim(now).orElseThrow().job().id();
    }

    private void fail(Claim claim) {
        assertThat(jobs.finish(
                        claim, JobState.FAILED, Optional.of(new Failure("X", "for the test")), Progress.NONE, NOW))
                .isTrue();
    }

    private ExportJob accepted(NewJob job) {
        return ((Submission.Accepted) jobs.submit(job)).job();
    }

    /** Runs the task in so many threads that begin together. */
    private static <T> List<T> together(int threads, Callable<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
