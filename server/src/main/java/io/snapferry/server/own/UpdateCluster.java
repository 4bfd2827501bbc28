package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.Route;
import java.util.Optional;

/** Changes how a cluster is reached: an empty connection string takes it away. Snapshots that are being taken go on. */
final class UpdateCluster implements ClusterOperation {
    private final Tenants tenants;
    private final ConnectionStringAttribute connectionString;

    UpdateCluster(Tenants tenants, ConnectionStringAttribute connectionString) {
        this.tenants = tenants;
        this.connectionString = connectionString;
    }

    @Override
    public Route route() {
        return Route.patch(OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        JsonBody body = request.body(ConnectionStringAttribute.NAME);
        String text = body.textOrEmpty(ConnectionStringAttribute.NAME);
        connectionString.requireAllowed();
        Optional<ConnectionSecret> wanted = text.isEmpty() ? Optional.empty() : connectionString.of(body);
        return tenants.changeConnectionString(cluster.id(), wanted)
                .map(changed -> Answer.ok(ClusterAnswer.of(changed)))
                .orElseThrow(() -> ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id()));
    }
}
