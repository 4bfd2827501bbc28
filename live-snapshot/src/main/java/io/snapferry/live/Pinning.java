package io.snapferry.live;

import com.mongodb.MongoCommandException;
import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.live.ReadMode.Unpinned;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonTimestamp;

/**
 * What is read, and at which moment: collections that existed at the pinned time, all of them and no others.
 *
 * <p>The catalog can be listed only as of now, so it is listed twice with the pinned time between the two. When both lists
 * are the same, UUIDs, options and indexes included, the catalog at that time was the same too.
 *
 * @param mode the moment
 * @param collections ordered by namespace
 */
record Pinning(ReadMode mode, List<ListedCollection> collections) {
    /** A deployment that creates and drops collections all the time finds a quiet moment in a few attempts, or never. */
    private static final int ATTEMPTS = 10;

    private static final int COMMAND_NOT_FOUND = 59;
    private static final int INVALID_OPTIONS = 72;
    private static final int COMMAND_NOT_SUPPORTED = 115;
    private static final int READ_CONCERN_MAJORITY_NOT_ENABLED = 148;
    private static final int NOT_IMPLEMENTED = 238;
    /** What servers answer that have no snapshot reads, as emulators or with another storage engine. */
    private static final Set<Integer> REFUSALS = Set.of(
            COMMAND_NOT_FOUND,
            INVALID_OPTIONS,
            COMMAND_NOT_SUPPORTED,
            READ_CONCERN_MAJORITY_NOT_ENABLED,
            NOT_IMPLEMENTED);

    /** Pins the time when the server can, else says why not. */
    static Pinning choose(Deployment deployment) throws LiveSnapshotException, InterruptedException {
        Catalog catalog = new Catalog(deployment);
        List<ListedCollection> before = catalog.list();
        Optional<String> obstacle = deployment.obstacleToPinning();
        if (obstacle.isPresent()) {
            return new Pinning(new Unpinned(obstacle.get()), before);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<BsonTimestamp> time = deployment.operationTime();
            if (time.isEmpty()) {
                return new Pinning(new Unpinned("the server tells no operation time"), before);
            }
            PinnedClusterTime pinned = new PinnedClusterTime(time.get());
            Optional<String> refusal = refusal(deployment, pinned, before);
            if (refusal.isPresent()) {
                return new Pinning(new Unpinned(refusal.get()), before);
            }
            List<ListedCollection> after = catalog.list();
            if (after.equals(before)) {
                return new Pinning(pinned, before);
            }
            before = after;
        }
        throw LiveSnapshotException.of(
                Reason.CATALOG_CHANGED,
                "collections or indexes were created, changed or dropped during each of " + ATTEMPTS
                        + " attempts to pin a time. Take the snapshot at a quieter moment");
    }

    /** Reads a first batch, because only that tells whether the server can do it. */
    private static Optional<String> refusal(
            Deployment deployment, PinnedClusterTime pinned, List<ListedCollection> collections)
            throws LiveSnapshotException, InterruptedException {
        Optional<ListedCollection> first =
                collections.stream().filter(ListedCollection::hasDocuments).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        try (OpenDocuments documents =
                OpenDocuments.probe(deployment, pinned, first.get().documents())) {
            documents.hasNext();
            return Optional.empty();
        } catch (MongoCommandException e) {
            if (REFUSALS.contains(e.getErrorCode())) {
                return Optional.of("the server refuses snapshot reads: " + e.getErrorMessage());
            }
            throw deployment.failures().translated(first.get().namespace(), e);
        } catch (RuntimeException e) {
            throw deployment.failures().translated(first.get().namespace(), e);
        }
    }
}
