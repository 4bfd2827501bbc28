package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Versioned;
import java.time.Clock;
import java.util.List;

/** The operations that take snapshots of running clusters, in both versions. */
public final class AtlasSnapshots {
    private AtlasSnapshots() {}

    /**
     * All of them.
     *
     * @param snapshotRequested run after a snapshot was accepted; must return at once
     */
    public static List<Operation> operations(Catalog catalog, Clock clock, Runnable snapshotRequested) {
        return List.of(
                new TakeSnapshot("/api/atlas/v1.0", catalog.snapshotQueue(), clock, snapshotRequested),
                Versioned.since(
                        "2023-01-01",
                        new TakeSnapshot("/api/atlas/v2", catalog.snapshotQueue(), clock, snapshotRequested)));
    }
}
