package io.snapferry.server.atlas;

import static io.snapferry.server.http.Route.Method.DELETE;
import static io.snapferry.server.http.Route.Method.GET;
import static io.snapferry.server.http.Route.Method.PATCH;
import static io.snapferry.server.http.Route.Method.POST;
import static io.snapferry.server.http.Route.Method.PUT;

import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Versioned;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of Atlas's API on backups, and on what is around them, that have nothing to do with exporting them. They are answered with 501 and a code
 * of their own instead of 404, so that a user learns that the path is right and the server does not do it.
 */
public final class UnsupportedOperations {
    private static final String CLUSTER = "/groups/{groupId}/clusters/{clusterName}";
    private static final String SERVERLESS = "/groups/{groupId}/serverless/{clusterName}/backup";
    private static final String FLEX = "/groups/{groupId}/flexClusters/{name}/backup";
    private static final String ENDPOINTS = "/groups/{groupId}/backup/{cloudProvider}/privateEndpoints";
    private static final String COMPLIANCE = "/groups/{groupId}/backupCompliancePolicy";

    /** In v1.0, and in v2 from its first version on. */
    private static final List<Row> OF_BOTH_VERSIONS = List.of(
            new Row(PATCH, "/groups/{groupId}/settings"),
            new Row(PATCH, CLUSTER),
            new Row(GET, CLUSTER + "/backup/restoreJobs"),
            new Row(POST, CLUSTER + "/backup/restoreJobs"),
            new Row(GET, CLUSTER + "/backup/restoreJobs/{restoreJobId}"),
            new Row(DELETE, CLUSTER + "/backup/restoreJobs/{restoreJobId}"),
            new Row(GET, SERVERLESS + "/restoreJobs"),
            new Row(POST, SERVERLESS + "/restoreJobs"),
            new Row(GET, SERVERLESS + "/restoreJobs/{restoreJobId}"),
            new Row(GET, SERVERLESS + "/snapshots"),
            new Row(GET, SERVERLESS + "/snapshots/{snapshotId}"));

    private static final List<Row> OF_V1 = List.of(new Row(DELETE, "/orgs/{orgId}"));

    private static final List<Row> OF_2023_01_01 = List.of(
            new Row(GET, "/groups/{groupId}/mongoDBVersions"), new Row(GET, COMPLIANCE), new Row(PUT, COMPLIANCE));

    private static final List<Row> OF_2024_11_13 = List.of(
            new Row(DELETE, COMPLIANCE),
            new Row(GET, ENDPOINTS),
            new Row(POST, ENDPOINTS),
            new Row(GET, ENDPOINTS + "/{endpointId}"),
            new Row(DELETE, ENDPOINTS + "/{endpointId}"),
            new Row(POST, FLEX + "/download"),
            new Row(POST, FLEX + "/restoreJobs"));

    private static final List<Row> OF_2025_03_12 = List.of(
            new Row(GET, CLUSTER + "/backup/snapshots/{snapshotId}/databases"),
            new Row(GET, CLUSTER + "/backup/snapshots/{snapshotId}/databases/{databaseName}"),
            new Row(GET, CLUSTER + "/backup/snapshots/{snapshotId}/databases/{databaseName}/collections"),
            new Row(
                    GET,
                    CLUSTER + "/backup/snapshots/{snapshotId}/databases/{databaseName}/collections/{collectionName}"),
            new Row(GET, CLUSTER + "/collectionRestoreJobs"),
            new Row(POST, CLUSTER + "/collectionRestoreJobs"),
            new Row(GET, CLUSTER + "/collectionRestoreJobs/{jobId}"),
            new Row(GET, CLUSTER + "/collectionRestoreJobs/{jobId}/collections"),
            new Row(GET, CLUSTER + "/collectionRestoreJobs/{jobId}/collections/{sourceNamespace}"));

    private UnsupportedOperations() {}

    /** All of them; each refuses every key that signs. */
    public static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        OF_BOTH_VERSIONS.forEach(row -> operations.add(row.in("/api/atlas/v1.0")));
        OF_V1.forEach(row -> operations.add(row.in("/api/atlas/v1.0")));
        addSince("2023-01-01", OF_BOTH_VERSIONS, operations);
        addSince("2023-01-01", OF_2023_01_01, operations);
        addSince("2024-11-13", OF_2024_11_13, operations);
        addSince("2025-03-12", OF_2025_03_12, operations);
        return List.copyOf(operations);
    }

    private static void addSince(String version, List<Row> rows, List<Operation> operations) {
        rows.forEach(row -> operations.add(Versioned.since(version, row.in("/api/atlas/v2"))));
    }

    private record Row(Route.Method method, String template) {
        Operation in(String base) {
            return new UnsupportedOperation(new Route(method, base + template));
        }
    }
}
