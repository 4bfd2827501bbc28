package io.snapferry.server.own;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.health.Health;
import io.snapferry.server.http.Operation;
import io.snapferry.server.network.EndpointGuard;
import java.time.Clock;
import java.util.List;

/** The operations of our own. */
public final class OwnApi {
    static final String BASE = "/api/snapferry/v1";

    private OwnApi() {}

    /**
     * All of them.
     *
     * @param health answers probes
     * @param mayClientsSetConnectionStrings whether owners of a project may tell where its clusters are
     */
    public static List<Operation> operations(
            Catalog catalog, Clock clock, Health health, boolean mayClientsSetConnectionStrings, EndpointGuard guard) {
        ConnectionStringAttribute connectionString = new ConnectionStringAttribute(mayClientsSetConnectionStrings);
        return List.of(
                new ListOrganizations(catalog.tenants()),
                new CreateOrganization(catalog.tenants(), catalog.serviceAccounts(), clock),
                new ListApiKeys(catalog.tenants()),
                new CreateApiKey(catalog.tenants(), clock),
                new DeleteApiKey(catalog.tenants()),
                new ListProjects(catalog.tenants()),
                new CreateProject(catalog.tenants(), clock),
                new GetProject(),
                new DeleteProject(catalog.tenants()),
                new ListClusters(catalog.tenants()),
                new CreateCluster(catalog.tenants(), clock, connectionString),
                new GetCluster(),
                new UpdateCluster(catalog.tenants(), connectionString),
                new DeleteCluster(catalog.tenants()),
                new ListStores(catalog.destinations()),
                new CreateStore(catalog.destinations(), guard, clock),
                new DeleteStore(catalog.destinations()),
                new RegisterSnapshot(catalog.snapshots(), clock),
                new GetSnapshotState(catalog.snapshots()),
                new ListAuditEntries(catalog.auditLog()),
                new Liveness(),
                new Readiness(health));
    }
}
