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
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.Optional;

/** Changes how a cluster is reached: an empty connection string takes it away. Snapshots that are being taken go on. */
final class UpdateCluster implements ClusterOperation {
    private static final Schema.Fields BODY = Schema.object(
            "OwnClusterUpdate",
            Property.required(ConnectionStringAttribute.NAME, Schema.text(), "empty for not connected any more"));

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
    public OperationDescription description() {
        return OperationDescription.of("updateCluster", Tag.CLUSTERS, "Changes how a cluster is reached for snapshots")
                .body(BODY)
                .answers(ClusterAnswer.class)
                .errors(ApiErrorCode.CONNECTION_STRING_FORBIDDEN);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        JsonBody body = request.body(BODY);
        String text = body.textOrEmpty(ConnectionStringAttribute.NAME);
        connectionString.requireAllowed();
        Optional<ConnectionSecret> wanted = text.isEmpty() ? Optional.empty() : connectionString.of(body);
        return tenants.changeConnectionString(cluster.id(), wanted)
                .map(changed -> Answer.ok(ClusterAnswer.of(changed)))
                .orElseThrow(() -> ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id()));
    }
}
