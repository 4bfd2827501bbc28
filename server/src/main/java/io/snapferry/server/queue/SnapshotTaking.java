package io.snapferry.server.queue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import io.snapferry.live.LiveSnapshot;
import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.live.Progress;
import io.snapferry.live.ReadMode.Unpinned;
import io.snapferry.live.SnapshotStore;
import io.snapferry.live.TakenSnapshot;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotQueue.Taken;
import io.snapferry.server.catalog.SourceSize;
import io.snapferry.server.catalog.Tenants;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a snapshot's row into one that is taken. Thread-safe. */
final class SnapshotTaking {
    /** It becomes a part of object names. */
    private static final Pattern REPLICA_SET_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,126}");

    private static final Pattern VERSION = Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+).*");

    private final Tenants tenants;
    private final SnapshotStore store;
    private final SnapshotFiles files;
    private final LiveSnapshotSettings settings;
    private final Clock clock;

    SnapshotTaking(
            Tenants tenants, SnapshotStore store, SnapshotFiles files, LiveSnapshotSettings settings, Clock clock) {
        this.tenants = tenants;
        this.store = store;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes it.
     *
     * @throws SnapshotImpossibleException when the cluster's registration does not allow it
     * @throws io.snapferry.live.LiveSnapshotException when the deployment does not
     * @throws IOException of the disk
     */
    Taken take(Snapshot snapshot) throws IOException, InterruptedException {
        Cluster cluster = cluster(snapshot);
        ConnectionString deployment = deployment(cluster);
        files.remove(snapshot.id()); // of a run that was killed before it could say that it was done
        TakenSnapshot taken = new LiveSnapshot(store, settings, clock)
                .take(deployment, snapshot.id().hex(), Progress.NONE);
        String replicaSet = taken.replicaSetName()
                .filter(name -> REPLICA_SET_NAME.matcher(name).matches())
                .orElse(cluster.name());
        return new Taken(
                taken.createdAt().truncatedTo(ChronoUnit.MILLIS),
                List.of(new Snapshot.Member(Id.next(clock.instant()), replicaSet, taken.dump())),
                version(taken.serverVersion()),
                SourceSize.bytesAt(taken.dump()),
                taken.mode() instanceof Unpinned unpinned ? "unpinned: " + unpinned.reason() : "pinnedClusterTime");
    }

    /** Why it was not taken, to be told to the user. */
    Snapshot.Failure failure(Snapshot snapshot, Throwable cause) {
        String name = tenants.cluster(snapshot.cluster())
                .map(Cluster::name)
                .orElse(snapshot.cluster().hex());
        return SnapshotFailure.of("cluster " + name, cause);
    }

    private Cluster cluster(Snapshot snapshot) throws SnapshotImpossibleException {
        return tenants.cluster(snapshot.cluster())
                .orElseThrow(() -> new SnapshotImpossibleException(
                        SnapshotFailure.CLUSTER_NOT_CONNECTED, "the cluster is not registered any more"));
    }

    private static ConnectionString deployment(Cluster cluster) throws SnapshotImpossibleException {
        Optional<ConnectionSecret> secret = cluster.connectionString();
        if (secret.isEmpty()) {
            throw new SnapshotImpossibleException(
                    SnapshotFailure.CLUSTER_NOT_CONNECTED, "the cluster has no connection string any more");
        }
        // without the driver's exceptions: their messages can quote what is wrong, and that can be the password
        try {
            return new ConnectionString(secret.get().value());
        } catch (IllegalArgumentException e) {
            throw new SnapshotImpossibleException(
                    SnapshotFailure.CONNECTION_STRING_INVALID,
                    "the connection string of " + secret.get().withoutCredentials() + " is not valid");
        } catch (MongoException e) {
            throw new SnapshotImpossibleException(
                    SnapshotFailure.CONNECTION_STRING_INVALID,
                    "the name service knows no hosts for " + secret.get().withoutCredentials());
        }
    }

    private static String version(String told) {
        Matcher matcher = VERSION.matcher(told);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
