package io.snapferry.live;

import com.mongodb.ConnectionString;
import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.dump.DumpFolderWriter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Takes snapshots of running deployments: connect, pin a time, read all collections side by side, compare what was written
 * with what was read, publish.
 *
 * <p>A snapshot holds all databases but {@code admin}, {@code config} and {@code local}: collections with options, indexes
 * and documents byte for byte, views, time series as their buckets. A deployment that has sharding is refused. The user
 * needs the role {@code backup}. Thread-safe for different names.
 */
public final class LiveSnapshot {
    private final SnapshotStore store;
    private final LiveSnapshotSettings settings;
    private final Clock clock;

    /**
     * @param store receives the snapshots
     * @param clock tells a snapshot's time of creation
     */
    public LiveSnapshot(SnapshotStore store, LiveSnapshotSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes one snapshot. Either all of it is in the store when this returns, or nothing.
     *
     * @param connectionString of a replica set or a single server
     * @param name of the snapshot in the store, see {@link SnapshotStore}
     * @throws LiveSnapshotException when the deployment does not let it happen
     * @throws FileAlreadyExistsException when there is a snapshot of that name
     * @throws IOException of the disk
     * @throws InterruptedException when the thread is interrupted; a read that waits for the server's answer is left
     *     alone after some seconds, and ends with its timeout
     */
    public TakenSnapshot take(ConnectionString connectionString, String name, Progress progress)
            throws IOException, InterruptedException {
        try {
            return takeInterruptibly(connectionString, name, progress);
        } catch (ClosedByInterruptException e) { // how files hear of an interrupt
            Thread.interrupted();
            InterruptedException interrupt = new InterruptedException("the snapshot was cancelled");
            interrupt.initCause(e);
            throw interrupt;
        }
    }

    private TakenSnapshot takeInterruptibly(ConnectionString connectionString, String name, Progress progress)
            throws IOException, InterruptedException {
        try (SnapshotStore.Unfinished unfinished = store.begin(name);
                Deployment deployment = Deployment.connect(connectionString, settings)) {
            Instant createdAt = clock.instant();
            Pinning pinning = Pinning.choose(deployment);
            if (pinning.collections().isEmpty()) {
                throw LiveSnapshotException.of(
                        Reason.NOT_SUPPORTED,
                        "the deployment holds nothing to take a snapshot of, besides " + Catalog.DATABASES_LEFT_OUT);
            }
            progress.planned(pinning.mode(), pinning.collections().size());
            List<CollectionTotals> totals = copy(deployment, pinning, unfinished, progress);
            DumpCheck.compare(unfinished.dump(), unfinished.keys(), totals);
            TakenSnapshot taken = new TakenSnapshot(
                    store.dump(name),
                    createdAt,
                    pinning.mode(),
                    deployment.serverVersion(),
                    deployment.replicaSetName(),
                    totals.size(),
                    totals.stream().mapToLong(CollectionTotals::documents).sum(),
                    totals.stream().mapToLong(CollectionTotals::bytes).sum());
            unfinished.publish(SnapshotRecord.write(taken, totals));
            return taken;
        }
    }

    private List<CollectionTotals> copy(
            Deployment deployment, Pinning pinning, SnapshotStore.Unfinished unfinished, Progress progress)
            throws IOException, InterruptedException {
        try (DumpFolderWriter target = new DumpFolderWriter(unfinished.dump(), unfinished.files())) {
            target.prelude(prelude(deployment.serverVersion()));
            RangePlan plan = new RangePlan(deployment, pinning.mode(), settings.splitAboveDocuments());
            List<Callable<Optional<CollectionTotals>>> tasks = new ArrayList<>();
            for (ListedCollection collection : pinning.collections()) {
                List<IdRange> ranges = plan.ranges(collection);
                if (ranges.size() > 1 && pinning.mode() instanceof PinnedClusterTime pinned) {
                    Path parts = unfinished.parts().resolve(Integer.toString(tasks.size()));
                    tasks.addAll(new SplitCopy(
                                    deployment, pinned, collection, ranges, target, unfinished.files(), parts, progress)
                            .tasks());
                } else {
                    tasks.add(new CollectionCopy(deployment, pinning.mode(), collection, target, progress));
                }
            }
            return CopyThreads.runAll(settings.threads(), tasks).stream()
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(CollectionTotals::namespace))
                    .toList();
        }
    }

    /** As mongodump leaves it, so that whoever opens the dump knows of which server it is. */
    private static byte[] prelude(String serverVersion) {
        BsonDocument prelude = new BsonDocument("ServerVersion", new BsonString(serverVersion))
                .append("ToolVersion", new BsonString("unknown"));
        return prelude.toJson().getBytes(StandardCharsets.UTF_8);
    }
}
