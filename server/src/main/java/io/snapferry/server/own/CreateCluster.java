package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.MongoDbVersion;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Registers a self-managed cluster. */
final class CreateCluster implements ProjectOperation {
    private final Tenants tenants;
    private final Clock clock;
    private final ConnectionStringAttribute connectionString;

    CreateCluster(Tenants tenants, Clock clock, ConnectionStringAttribute connectionString) {
        this.tenants = tenants;
        this.clock = clock;
        this.connectionString = connectionString;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/groups/{groupId}/clusters");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(
                "name",
                "clusterType",
                "mongoDBVersion",
                "useOrgAndGroupNamesInExportPrefix",
                ConnectionStringAttribute.NAME);
        String name = body.text("name");
        if (!Cluster.isValidName(name)) {
            throw ApiErrorCode.CLUSTER_NAME_INVALID.with(name);
        }
        Instant now = clock.instant();
        Cluster cluster = new Cluster(
                Id.next(now),
                project.id(),
                name,
                ClusterType.valueOf(body.choice(
                        "clusterType",
                        Stream.of(ClusterType.values()).map(Enum::name).toList())),
                MongoDbVersion.of(body, "mongoDBVersion"),
                body.flag("useOrgAndGroupNamesInExportPrefix"),
                now.truncatedTo(ChronoUnit.SECONDS),
                connectionString.of(body));
        try {
            tenants.putCluster(cluster);
        } catch (NameTakenException e) {
            throw ApiErrorCode.DUPLICATE_CLUSTER_NAME.with(name, project.id());
        }
        return Answer.created(ClusterAnswer.of(cluster));
    }
}
