package io.snapferry.server.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Snapshots that are to be taken, and what is to be done with the files of those that are gone. Claims, leases and fencing
 * are as in {@link ExportJobs}. A cluster has at most one snapshot taken at a time. Thread-safe; every write is durable when
 * its method returns.
 */
public interface SnapshotQueue {

    /**
     * What is asked for.
     *
     * @param cluster with a connection string
     * @param origin on demand or scheduled
     * @param requestedAt now
     * @param expiresAt counted from {@code requestedAt}; moves with the time at which the snapshot is really taken
     * @param description for people, may be empty
     */
    record NewSnapshot(
            Id<Cluster> cluster,
            SnapshotOrigin origin,
            Instant requestedAt,
            Optional<Instant> expiresAt,
            String description) {
        /** @throws IllegalArgumentException when it is a registered one, which nobody takes */
        public NewSnapshot {
            if (origin instanceof SnapshotOrigin.Registered) {
                throw new IllegalArgumentException("a registered snapshot is not taken");
            }
        }
    }

    /** What {@link #request} came to. */
    sealed interface Requested {
        /**
         * The snapshot is durable.
         *
         * @param snapshot Queued; or in any state, when it is a scheduled one that was asked for before
         */
        record Accepted(Snapshot snapshot) implements Requested {}

        /** The cluster has an on-demand snapshot that is not finished. Scheduled ones are accepted beside it. */
        record AlreadyUnfinished(Id<Snapshot> snapshot) implements Requested {}

        /** The cluster is gone. */
        record UnknownCluster() implements Requested {}
    }

    /**
     * Accepts a snapshot, in one transaction with the checks. Until it is taken, it has the server version that the cluster
     * was registered with. The same moment of a schedule makes one snapshot only.
     */
    Requested request(NewSnapshot wanted);

    /**
     * A worker's hold on a snapshot, as {@link ExportJobs.Claim}.
     *
     * @param snapshot as it was when claimed, already InProgress
     * @param fencingToken grows with every claim
     */
    record Claim(Snapshot snapshot, long fencingToken) {}

    /**
     * Takes the oldest snapshot that may be taken: a Queued one, or one InProgress whose claim ran out, of a cluster of
     * which none is being taken. Busy clusters do not hold up the others.
     *
     * @param worker names the process, for people
     * @param lease how long the claim holds without a {@link #renew}
     * @param maxAtATime of all workers, at least 1
     */
    Optional<Claim> claimNext(String worker, Duration lease, int maxAtATime, Instant now);

    /** @return false when the claim is lost or the snapshot is gone: the worker must stop, and remove what it wrote */
    boolean renew(Claim claim, Duration lease, Instant now);

    /**
     * What came of a snapshot that succeeded.
     *
     * @param createdAt the moment that the snapshot is of, to the millisecond
     * @param members with the places of the files
     * @param readMode how consistent it is, see docs/live-snapshots.md
     */
    record Taken(
            Instant createdAt,
            List<Snapshot.Member> members,
            String mongodVersion,
            long storageSizeBytes,
            String readMode) {
        /** Copies the list. */
        public Taken {
            members = List.copyOf(members);
        }
    }

    /**
     * Ends a snapshot as Completed. Its expiry moves by as much as it was taken later than it was asked for.
     *
     * @return false when the claim is lost; nothing was changed then
     */
    boolean complete(Claim claim, Taken taken);

    /** @return false when the claim is lost; nothing was changed then */
    boolean fail(Claim claim, Snapshot.Failure failure);

    /** As {@link ExportJobs#releaseClaims}: the snapshots stay InProgress and are begun anew. */
    void releaseClaims(String worker);

    /**
     * Snapshots that were taken here, or begun, and are deleted, alone or with their cluster: their files may still be
     * there. Ordered by id.
     */
    List<Id<Snapshot>> discarded();

    /** Says that no file of a discarded snapshot is left. */
    void filesRemoved(Id<Snapshot> discarded);
}
