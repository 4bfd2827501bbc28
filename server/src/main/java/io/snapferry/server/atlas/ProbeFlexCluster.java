package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/**
 * The snapshots and restore jobs of a flex cluster, of which there are none here. Atlas's CLI asks for them before it asks for
 * those of a cluster, and goes on only when the answer says that the cluster is of another kind.
 */
final class ProbeFlexCluster implements ClusterOperation {
    private final Route route;
    private final String id;

    private ProbeFlexCluster(String base, String lastSegments, String id) {
        this.id = id;
        this.route = Route.get(base + "/groups/{groupId}/flexClusters/{clusterName}/backup/" + lastSegments);
    }

    static ProbeFlexCluster forSnapshots(String base) {
        return new ProbeFlexCluster(base, "snapshots", "listFlexSnapshots");
    }

    static ProbeFlexCluster forSnapshot(String base) {
        return new ProbeFlexCluster(base, "snapshots/{snapshotId}", "getFlexSnapshot");
    }

    static ProbeFlexCluster forRestoreJobs(String base) {
        return new ProbeFlexCluster(base, "restoreJobs", "listFlexRestoreJobs");
    }

    static ProbeFlexCluster forRestoreJob(String base) {
        return new ProbeFlexCluster(base, "restoreJobs/{restoreJobId}", "getFlexRestoreJob");
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        id,
                        Tag.SNAPSHOTS,
                        "The backups of flex clusters, of which there are none here: says so for every cluster")
                .errors(ApiErrorCode.CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        throw ApiErrorCode.CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API.with(cluster.name());
    }
}
