package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.http.Operation;
import java.time.Clock;
import java.util.List;

/** The operations of version 1.0 that are served. */
public final class AtlasV1 {
    private static final String BASE = "/api/atlas/v1.0";

    private AtlasV1() {}

    /**
     * All of them.
     *
     * @param jobSubmitted run after a job was accepted; must return at once
     */
    public static List<Operation> operations(
            Catalog catalog, Clock clock, ExportPrefixes prefixes, BucketProbe probe, Runnable jobSubmitted) {
        return List.of(
                new CreateExport(BASE, catalog, clock, prefixes, jobSubmitted),
                new GetExport(BASE, catalog.jobs()),
                new ListExports(BASE, catalog.jobs()),
                new CreateBucket(
                        BASE, new BucketRegistration(catalog.destinations(), catalog.accessRoles(), clock, probe)),
                new GetBucket(BASE, catalog.destinations()),
                ListBuckets.ofAws(BASE, catalog.destinations()),
                new DeleteBucket(BASE, catalog.destinations()),
                ListSnapshots.ofAnyCluster(BASE, catalog.snapshots()),
                ListSnapshots.ofShardedClusters(BASE, catalog.snapshots()),
                GetSnapshot.ofAnyCluster(BASE, catalog.snapshots()),
                GetSnapshot.ofShardedCluster(BASE, catalog.snapshots()),
                ChangeRetention.upToMonths(BASE, catalog.snapshots()),
                DeleteSnapshot.ofAnyCluster(BASE, catalog.snapshots()),
                DeleteSnapshot.ofShardedCluster(BASE, catalog.snapshots()));
    }
}
