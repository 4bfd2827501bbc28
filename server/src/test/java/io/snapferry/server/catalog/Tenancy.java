package io.snapferry.server.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One project with a cluster, a store and a bucket, for tests that need somewhere to stand.
 *
 * @param catalog that holds it
 */
public record Tenancy(
        Catalog catalog,
        Organization organization,
        Project project,
        Cluster cluster,
        StoreAccess store,
        ExportBucket bucket) {
    public static final Instant NOW = Instant.parse("2021-05-04T13:36:59Z");

    public static Tenancy in(Catalog catalog, String projectName) {
        Organization organization = new Organization(Id.next(NOW), "KS Sandbox");
        Project project = new Project(Id.next(NOW), organization.id(), projectName, NOW);
        Cluster cluster =
                new Cluster(Id.next(NOW), project.id(), "testCluster", ClusterType.REPLICASET, "7.0.12", false, NOW);
        StoreAccess store = new StoreAccess(
                Id.next(NOW), project.id(), "local", new StoreSettings.Folder(Path.of("/backups")), NOW);
        ExportBucket bucket = new ExportBucket(Id.next(NOW), project.id(), "nightly", store.id(), NOW);
        catalog.tenants().putOrganization(organization);
        catalog.tenants().putProject(project);
        catalog.tenants().putCluster(cluster);
        catalog.destinations().putStoreAccess(store);
        catalog.destinations().putBucket(bucket);
        return new Tenancy(catalog, organization, project, cluster, store, bucket);
    }

    /** Another cluster of the project. */
    public Cluster putCluster(String name) {
        Cluster another = new Cluster(Id.next(NOW), project.id(), name, ClusterType.SHARDED, "", true, NOW);
        catalog.tenants().putCluster(another);
        return another;
    }

    /** A snapshot with so many replica sets. */
    public Snapshot putSnapshot(Instant createdAt, int replicaSetCount) {
        List<Snapshot.Member> members = IntStream.range(0, replicaSetCount)
                .mapToObj(i -> new Snapshot.Member(Id.next(createdAt), "shard-" + i, Path.of("/dumps/shard-" + i)))
                .toList();
        Snapshot snapshot =
                new Snapshot(Id.next(createdAt), cluster.id(), members, createdAt, Optional.empty(), "nightly", "", 42);
        catalog.snapshots().put(snapshot);
        return snapshot;
    }

    /** A request to export the snapshot; sharded when it has several members. */
    public ExportJobs.NewJob jobFor(Snapshot snapshot, Instant acceptedAt) {
        return new ExportJobs.NewJob(
                project.id(),
                cluster.id(),
                snapshot.id(),
                bucket.id(),
                List.of(),
                "exported_snapshots/o/p/testCluster/2021-03-27T1409",
                acceptedAt,
                snapshot.members().size() > 1,
                snapshot.members().stream().map(Snapshot.Member::replicaSetName).toList());
    }

    /** An accepted job for a snapshot of its own. */
    public ExportJob submit(int replicaSetCount) {
        return submit(putSnapshot(NOW, replicaSetCount));
    }

    /** An accepted job for the snapshot. */
    public ExportJob submit(Snapshot snapshot) {
        return ((ExportJobs.Submission.Accepted) catalog.jobs().submit(jobFor(snapshot, NOW))).job();
    }
}
