package io.snapferry.server.queue;

import io.snapferry.live.SnapshotStore;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotQueue;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the snapshots that are taken here. A snapshot's name in the store is its id. Only what the catalog remembers
 * as deleted is removed: a folder without a row may belong to a catalog that was restored from an old copy.
 */
final class SnapshotFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);

    private final SnapshotStore store;
    private final SnapshotQueue queue;
    /** Tried again at the next start only, so that a folder that cannot be deleted does not fill the log. */
    private final Set<Id<Snapshot>> cannotBeRemoved = ConcurrentHashMap.newKeySet();

    SnapshotFiles(SnapshotStore store, SnapshotQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Removes the snapshot's files, when there are any. */
    void remove(Id<Snapshot> snapshot) throws IOException {
        try {
            store.delete(snapshot.hex());
        } catch (NoSuchFileException e) {
            // gone already
        }
    }

    /**
     * Removes the files of deleted snapshots.
     *
     * @param isBeingTaken whether a snapshot's files can still appear
     */
    void removeDiscarded(Predicate<Id<Snapshot>> isBeingTaken) {
        for (Id<Snapshot> snapshot : queue.discarded()) {
            if (isBeingTaken.test(snapshot) || cannotBeRemoved.contains(snapshot)) {
                continue;
            }
            try {
                remove(snapshot);
                queue.filesRemoved(snapshot);
                LOG.atInfo().addKeyValue("snapshot", snapshot).log("files of a deleted snapshot removed");
            } catch (IOException e) {
                cannotBeRemoved.add(snapshot);
                LOG.atError()
                        .addKeyValue("snapshot", snapshot)
                        .setCause(e)
                        .log("files of a deleted snapshot cannot be removed, will try again at the next start");
            }
        }
    }
}
