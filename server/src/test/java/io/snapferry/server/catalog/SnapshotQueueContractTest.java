package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.ExportJobs.Submission;
import io.snapferry.server.catalog.SnapshotQueue.Claim;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueue.Requested;
import io.snapferry.server.catalog.SnapshotQueue.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog does as the queue of snapshots. */
public abstract class SnapshotQueueContractTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant AFTER_LEASE = NOW.plus(LEASE);
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(3));
    private static final int AT_A_TIME = 2;
    private static final Snapshot.Failure FAILURE = new Snapshot.Failure("LIVE_SNAPSHOT_FAILED", "rs0: \"gone\"");
    private static final Id<PolicyItem> ITEM = new Id<>("0123456789abcdef01234567");

    private Catalog catalog;
    private SnapshotQueue queue;
    private Tenancy tenancy;
    private Id<Cluster> cluster;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        queue = catalog.snapshotQueue();
        tenancy = Tenancy.in(catalog, "mySbx");
        cluster = tenancy.cluster().id();
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void showsAnAcceptedSnapshotAsQueued() {
        Snapshot snapshot = onDemand(cluster);
        assertThat(snapshot)
                .isEqualTo(new Snapshot(
                        snapshot.id(),
                        cluster,
                        SnapshotStatus.QUEUED,
                        new SnapshotOrigin.OnDemand(),
                        List.of(),
                        NOW,
                        Optional.of(EXPIRY),
                        "before the release",
                        "7.0.12",
                        0,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(now(snapshot)).isEqualTo(snapshot);
    }

    @Test
    void doesNotAcceptASnapshotOfAClusterThatIsGone() {
        assertThat(queue.request(wanted(Id.next(NOW), new SnapshotOrigin.OnDemand())))
                .isEqualTo(new Requested.UnknownCluster());
    }

    @Test
    void refusesToTakeWhatIsOnlyRegistered() {
        assertThatThrownBy(() -> wanted(cluster, new SnapshotOrigin.Registered(false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASecondOnDemandSnapshotUntilTheFirstIsFinal() {
        Snapshot first = onDemand(cluster);
        NewSnapshot again = wanted(cluster, new SnapshotOrigin.OnDemand());
        assertThat(queue.request(again)).isEqualTo(new Requested.AlreadyUnfinished(first.id()));
        Claim claim = claim(NOW).orElseThrow();
        assertThat(queue.request(again)).isEqualTo(new Requested.AlreadyUnfinished(first.id()));
        onDemand(tenancy.putCluster("another").id());
        queue.fail(claim, FAILURE);
        assertThat(queue.request(again)).isInstanceOf(Requested.Accepted.class);
    }

    @Test
    void takesAMomentOfTheScheduleOnceOnlyAndBesideAnOnDemandSnapshot() {
        onDemand(cluster);
        Snapshot scheduled = scheduled(NOW.minusSeconds(7));
        assertThat(scheduled.origin())
                .isEqualTo(new SnapshotOrigin.Scheduled(SnapshotFrequency.DAILY, List.of(ITEM), NOW.minusSeconds(7)));
        assertThat(scheduled(NOW.minusSeconds(7))).isEqualTo(scheduled);
        assertThat(scheduled(NOW).id()).isNotEqualTo(scheduled.id());
    }

    @Test
    void claimsInOrderOfAcceptanceButNeverTwoOfACluster() {
        Snapshot first = onDemand(cluster);
        Snapshot second = scheduled(NOW);
        Snapshot elsewhere = onDemand(tenancy.putCluster("another").id());
        Claim claim = claim(NOW).orElseThrow();
        assertThat(claim.snapshot().id()).isEqualTo(first.id());
        assertThat(claim.snapshot().status()).isEqualTo(SnapshotStatus.IN_PROGRESS);
        assertThat(now(first)).isEqualTo(claim.snapshot());
        assertThat(claimed(NOW)).isEqualTo(elsewhere.id());
        assertThat(claim(NOW)).isEmpty();
        assertThat(queue.fail(claim, FAILURE)).isTrue();
        assertThat(claimed(NOW)).isEqualTo(second.id());
    }

    @Test
    void takesNoMoreThanTheLimitAtATime() {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            onDemand(tenancy.putCluster("cluster-" + i).id());
        }
        claim(NOW).ifPresent(claims::add);
        claim(NOW).ifPresent(claims::add);
        assertThat(claim(NOW)).isEmpty();
        queue.complete(claims.get(0), taken(NOW));
        assertThat(claim(NOW)).isPresent();
        assertThatThrownBy(() -> queue.claimNext("worker", LEASE, 0, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void completesWithWhatWasTakenAndMovesTheExpiry() {
        Snapshot asked = onDemand(cluster);
        Claim claim = claim(NOW).orElseThrow();
        Taken taken = taken(NOW.plusMillis(61_234));
        assertThat(queue.complete(claim, taken)).isTrue();
        assertThat(now(asked))
                .isEqualTo(new Snapshot(
                        asked.id(),
                        cluster,
                        SnapshotStatus.COMPLETED,
                        asked.origin(),
                        taken.members(),
                        NOW.plusMillis(61_234),
                        Optional.of(EXPIRY.plusMillis(61_234)),
                        asked.description(),
                        "8.0.1",
                        4711,
                        Optional.of("pinnedClusterTime"),
                        Optional.empty()));
        assertThat(claim(AFTER_LEASE)).isEmpty();
    }

    @Test
    void keepsASnapshotWithoutAnExpiryForEver() {
        NewSnapshot endless = new NewSnapshot(cluster, new SnapshotOrigin.OnDemand(), NOW, Optional.empty(), "");
        Snapshot asked = ((Requested.Accepted) queue.request(endless)).snapshot();
        queue.complete(claim(NOW).orElseThrow(), taken(NOW.plusSeconds(1)));
        assertThat(now(asked).expiresAt()).isEmpty();
    }

    @Test
    void failsWithItsReason() {
        Snapshot asked = onDemand(cluster);
        assertThat(queue.fail(claim(NOW).orElseThrow(), FAILURE)).isTrue();
        assertThat(now(asked).status()).isEqualTo(SnapshotStatus.FAILED);
        assertThat(now(asked).failure()).contains(FAILURE);
        assertThat(claim(AFTER_LEASE)).isEmpty();
    }

    @Test
    void givesASnapshotToAnotherWorkerOnceItsLeaseRanOutAndRefusesTheFormer() {
        Snapshot asked = onDemand(cluster);
        Claim lost = claim(NOW).orElseThrow();
        assertThat(claim(AFTER_LEASE.minusMillis(1))).isEmpty();
        Claim held = claim(AFTER_LEASE).orElseThrow();
        assertThat(held.fencingToken()).isGreaterThan(lost.fencingToken());
        assertThat(queue.renew(lost, LEASE, AFTER_LEASE)).isFalse();
        assertThat(queue.complete(lost, taken(NOW))).isFalse();
        assertThat(queue.fail(lost, FAILURE)).isFalse();
        assertThat(now(asked)).isEqualTo(held.snapshot());
        assertThat(queue.complete(held, taken(NOW))).isTrue();
        assertThat(queue.renew(held, LEASE, AFTER_LEASE)).isFalse();
    }

    @Test
    void keepsAClaimThatIsRenewed() {
        onDemand(cluster);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(queue.renew(claim, LEASE, NOW.plusSeconds(20))).isTrue();
        assertThat(claim(AFTER_LEASE)).isEmpty();
    }

    @Test
    void beginsTheSnapshotsOfAWorkerThatRestartedAnew() {
        Snapshot mine = onDemand(cluster);
        onDemand(tenancy.putCluster("another").id());
        Claim before = queue.claimNext("me", LEASE, AT_A_TIME, NOW).orElseThrow();
        assertThat(queue.claimNext("other", LEASE, AT_A_TIME, NOW)).isPresent();
        queue.releaseClaims("me");
        assertThat(now(mine).status()).isEqualTo(SnapshotStatus.IN_PROGRESS);
        assertThat(queue.renew(before, LEASE, NOW)).isFalse();
        assertThat(queue.claimNext("me", LEASE, AT_A_TIME, NOW)
                        .orElseThrow()
                        .snapshot()
                        .id())
                .isEqualTo(mine.id());
        assertThat(claim(NOW)).as("the other worker keeps its own").isEmpty();
    }

    @Test
    void doesNotDeleteASnapshotThatIsBeingTaken() {
        Snapshot asked = onDemand(cluster);
        Claim claim = claim(NOW).orElseThrow();
        assertThat(delete(asked)).isEqualTo(Deletion.IN_USE);
        queue.fail(claim, FAILURE);
        assertThat(delete(asked)).isEqualTo(Deletion.DELETED);
    }

    @Test
    void neverTakesAQueuedSnapshotThatWasDeleted() {
        assertThat(delete(onDemand(cluster))).isEqualTo(Deletion.DELETED);
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void remembersTheFilesOfADeletedSnapshotUntilTheyAreRemoved() {
        Snapshot asked = onDemand(cluster);
        queue.complete(claim(NOW).orElseThrow(), taken(NOW));
        assertThat(queue.discarded()).isEmpty();
        assertThat(delete(asked)).isEqualTo(Deletion.DELETED);
        assertThat(queue.discarded()).containsExactly(asked.id());
        queue.filesRemoved(asked.id());
        assertThat(queue.discarded()).isEmpty();
    }

    @Test
    void leavesTheFilesOfARegisteredSnapshotAlone() {
        assertThat(delete(tenancy.putSnapshot(NOW, 1))).isEqualTo(Deletion.DELETED);
        assertThat(queue.discarded()).isEmpty();
    }

    @Test
    void exportsASnapshotOnlyOnceItIsCompleted() {
        Snapshot asked = onDemand(cluster);
        assertThat(submit(asked)).isEqualTo(new Submission.NotCompleted(Optional.of(SnapshotStatus.QUEUED)));
        Claim claim = claim(NOW).orElseThrow();
        assertThat(submit(asked)).isEqualTo(new Submission.NotCompleted(Optional.of(SnapshotStatus.IN_PROGRESS)));
        queue.complete(claim, taken(NOW));
        assertThat(submit(asked)).isInstanceOf(Submission.Accepted.class);
        assertThat(delete(asked)).as("an export reads it").isEqualTo(Deletion.IN_USE);
        assertThat(queue.discarded()).isEmpty();
    }

    @Test
    void doesNotExportASnapshotThatFailedOrIsGone() {
        Snapshot asked = onDemand(cluster);
        queue.fail(claim(NOW).orElseThrow(), FAILURE);
        assertThat(submit(asked)).isEqualTo(new Submission.NotCompleted(Optional.of(SnapshotStatus.FAILED)));
        delete(asked);
        assertThat(submit(asked)).isEqualTo(new Submission.NotCompleted(Optional.empty()));
    }

    @Test
    void acceptsExactlyOneOfEightSimultaneousRequests() throws Exception {
        List<Requested> answers = together(() -> queue.request(wanted(cluster, new SnapshotOrigin.OnDemand())));
        assertThat(answers).filteredOn(Requested.Accepted.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Requested.AlreadyUnfinished.class::isInstance)
                .hasSize(7);
    }

    @Test
    void makesOneSnapshotOfEightSimultaneousRunsOfASchedule() throws Exception {
        List<Snapshot> snapshots = together(() -> scheduled(NOW));
        assertThat(snapshots)
                .extracting(Snapshot::id)
                .hasSize(8)
                .containsOnly(snapshots.get(0).id());
    }

    @Test
    void neverGivesOneSnapshotToTwoWorkersNorMoreThanTheLimit() throws Exception {
        for (int i = 0; i < 6; i++) {
            onDemand(tenancy.putCluster("cluster-" + i).id());
        }
        List<Id<Snapshot>> claimed = together(() -> claim(NOW)).stream()
                .flatMap(Optional::stream)
                .map(claim -> claim.snapshot().id())
                .toList();
        assertThat(claimed).hasSize(AT_A_TIME).doesNotHaveDuplicates();
    }

    @Test
    void eitherExportsOrDeletesASnapshotWhenBothAreAskedAtOnce() throws Exception {
        Snapshot asked = onDemand(cluster);
        queue.complete(claim(NOW).orElseThrow(), taken(NOW));
        List<Object> answers = together(() -> Thread.currentThread().getId() % 2 == 0 ? delete(asked) : submit(asked));
        boolean isExported = answers.stream().anyMatch(Submission.Accepted.class::isInstance);
        assertThat(answers.contains(Deletion.DELETED)).isEqualTo(!isExported);
    }

    private Snapshot onDemand(Id<Cluster> of) {
        return ((Requested.Accepted) queue.request(wanted(of, new SnapshotOrigin.OnDemand()))).snapshot();
    }

    private Snapshot scheduled(Instant dueAt) {
        SnapshotOrigin origin = new SnapshotOrigin.Scheduled(SnapshotFrequency.DAILY, List.of(ITEM), dueAt);
        return ((Requested.Accepted) queue.request(wanted(cluster, origin))).snapshot();
    }

    private static NewSnapshot wanted(Id<Cluster> of, SnapshotOrigin origin) {
        return new NewSnapshot(of, origin, NOW, Optional.of(EXPIRY), "before the release");
    }

    private static Taken taken(Instant createdAt) {
        Snapshot.Member member = new Snapshot.Member(Id.next(NOW), "rs0", Path.of("/snapshots/one/dump"));
        return new Taken(createdAt, List.of(member), "8.0.1", 4711, "pinnedClusterTime");
    }

    private Optional<Claim> claim(Instant now) {
        return queue.claimNext("worker", LEASE, AT_A_TIME, now);
    }

    private Id<Snapshot> claimed(Instant now) {
        return claim(now).orElseThrow().snapshot().id();
    }

    private Snapshot now(Snapshot snapshot) {
        return catalog.snapshots().find(snapshot.cluster(), snapshot.id()).orElseThrow();
    }

    private Deletion delete(Snapshot snapshot) {
        return catalog.snapshots().delete(snapshot.cluster(), snapshot.id());
    }

    private Submission submit(Snapshot snapshot) {
        return catalog.jobs()
                .submit(new ExportJobs.NewJob(
                        tenancy.project().id(),
                        snapshot.cluster(),
                        snapshot.id(),
                        tenancy.bucket().id(),
                        List.of(),
                        "exported_snapshots/o/p/testCluster/2021-03-27T1409",
                        NOW,
                        false,
                        List.of("rs0")));
    }

    /** Runs the task in eight threads that begin together. */
    private static <T> List<T> together(Callable<T> task) throws Exception {
        int threads = 8;
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
