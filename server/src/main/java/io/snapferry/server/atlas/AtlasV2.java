package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Snapshots;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Versioned;
import java.time.Clock;
import java.util.List;

/** The operations of version 2 on exports, export buckets and snapshots. */
public final class AtlasV2 {
    private static final String BASE = "/api/atlas/v2";
    private static final String FIRST = "2023-01-01";
    private static final String ANY_CLOUD = "2024-05-30";
    private static final String ANY_CLOUD_ONLY = "2027-07-01";
    private static final String FLEX = "2024-11-13";

    private AtlasV2() {}

    /**
     * All of them.
     *
     * @param jobSubmitted run after a job was accepted; must return at once
     */
    public static List<Operation> operations(
            Catalog catalog, Clock clock, ExportPrefixes prefixes, BucketProbe probe, Runnable jobSubmitted) {
        Destinations destinations = catalog.destinations();
        Snapshots snapshots = catalog.snapshots();
        BucketRegistration registration = new BucketRegistration(destinations, catalog.accessRoles(), clock, probe);
        return List.of(
                Versioned.since(FIRST, new CreateExport(BASE, catalog, clock, prefixes, jobSubmitted)),
                Versioned.since(FIRST, new GetExport(BASE, catalog.jobs())),
                Versioned.since(FIRST, new ListExports(BASE, catalog.jobs())),
                Versioned.since(FIRST, new CreateBucket(BASE, registration)).withSunset(ANY_CLOUD_ONLY),
                Versioned.since(FIRST, new GetBucket(BASE, destinations)).withSunset(ANY_CLOUD_ONLY),
                Versioned.since(FIRST, ListBuckets.ofAws(BASE, destinations)).withSunset(ANY_CLOUD_ONLY),
                Versioned.since(FIRST, new DeleteBucket(BASE, destinations)),
                Versioned.since(ANY_CLOUD, new CreateCloudBucket(BASE, registration)),
                Versioned.since(ANY_CLOUD, new GetCloudBucket(BASE, destinations)),
                Versioned.since(ANY_CLOUD, ListBuckets.ofAnyCloud(BASE, destinations)),
                Versioned.since(ANY_CLOUD, new UpdateBucket(BASE, destinations)),
                Versioned.since(FIRST, ListSnapshots.ofAnyCluster(BASE, snapshots)),
                Versioned.since(FIRST, ListSnapshots.ofShardedClusters(BASE, snapshots)),
                Versioned.since(FIRST, GetSnapshot.ofAnyCluster(BASE, snapshots)),
                Versioned.since(FIRST, GetSnapshot.ofShardedCluster(BASE, snapshots)),
                Versioned.since(FIRST, ChangeRetention.upToYears(BASE, snapshots)),
                Versioned.since(FIRST, DeleteSnapshot.ofAnyCluster(BASE, snapshots)),
                Versioned.since(FIRST, DeleteSnapshot.ofShardedCluster(BASE, snapshots)),
                Versioned.since(FLEX, ProbeFlexCluster.forSnapshots(BASE)),
                Versioned.since(FLEX, ProbeFlexCluster.forSnapshot(BASE)),
                Versioned.since(FLEX, ProbeFlexCluster.forRestoreJobs(BASE)),
                Versioned.since(FLEX, ProbeFlexCluster.forRestoreJob(BASE)));
    }
}
