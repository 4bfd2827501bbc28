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
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Registers a self-managed cluster. */
final class CreateCluster implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object(
            "OwnClusterRequest",
            Property.required("name", Schema.text().matching(Cluster.NAME_FORM)),
            Property.required("clusterType", Schema.choice(ClusterType.class)),
            Property.optional("mongoDBVersion", MongoDbVersion.SCHEMA),
            Property.optional("useOrgAndGroupNamesInExportPrefix", Schema.flag(), "false when absent"),
            Property.optional(ConnectionStringAttribute.NAME, Schema.text(), "how snapshots reach it"));

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
    public OperationDescription description() {
        return OperationDescription.of("createCluster", Tag.CLUSTERS, "Registers a self-managed cluster")
                .body(BODY)
                .answers(201, ClusterAnswer.class)
                .errors(
                        ApiErrorCode.CLUSTER_NAME_INVALID,
                        ApiErrorCode.DUPLICATE_CLUSTER_NAME,
                        ApiErrorCode.CONNECTION_STRING_FORBIDDEN);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(BODY);
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
