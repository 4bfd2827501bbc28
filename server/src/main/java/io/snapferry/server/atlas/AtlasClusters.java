package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Versioned;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What clients ask around an export: projects, clusters, backup schedules and cloud provider access roles, in both APIs. */
public final class AtlasClusters {
    /** The first version of v2, and the only one of most operations. */
    private static final String FIRST = "2023-01-01";

    private static final String SHARD_COUNTS = "2023-02-01";
    private static final String ZONES = "2024-08-05";
    private static final String NEWEST_CREATE = "2024-10-23";

    private AtlasClusters() {}

    /**
     * All of them.
     *
     * @param scheduleChanged run after a schedule was changed; must return at once
     */
    public static List<Operation> operations(Catalog catalog, Clock clock, Runnable scheduleChanged) {
        List<Operation> operations = new ArrayList<>();
        of(AtlasApi.V1_0, catalog, clock, scheduleChanged).forEach(operations::add);
        of(AtlasApi.V2, catalog, clock, scheduleChanged)
                .map(operation -> Versioned.since(FIRST, operation))
                .forEach(operations::add);
        operations.addAll(laterVersions(catalog, clock, scheduleChanged));
        return operations;
    }

    private static Stream<Operation> of(AtlasApi api, Catalog catalog, Clock clock, Runnable scheduleChanged) {
        Tenants tenants = catalog.tenants();
        RoleViews roles = new RoleViews(catalog.accessRoles(), catalog.destinations());
        String base = api.base();
        return Stream.of(
                new ListProjects(api, tenants),
                new ListOrganizationProjects(api, tenants),
                new GetProject(api, tenants),
                new GetProjectByName(api, tenants),
                new CreateProject(api, tenants, clock),
                new RenameProject(api, tenants),
                new DeleteProject(base, tenants),
                new ListClusters(base, tenants, ClusterShape.LEGACY),
                new GetCluster(base, ClusterShape.LEGACY),
                new GetClusterStatus(base),
                new CreateCluster(base, tenants, ClusterShape.LEGACY, clock),
                new DeleteCluster(base, tenants),
                new ListClusterDetails(base, tenants),
                new GetSchedule(api, catalog.schedules(), clock),
                new UpdateSchedule(api, catalog.schedules(), clock, scheduleChanged),
                new DeleteSchedule(api, catalog.schedules(), clock, scheduleChanged),
                new ListRoles(api, roles),
                new GetRole(base, roles),
                new CreateRole(base, catalog.accessRoles(), roles, clock),
                new AuthorizeRole(base, catalog.accessRoles(), catalog.destinations(), roles, clock),
                new DeauthorizeRole(base, catalog.accessRoles()));
    }

    private static List<Operation> laterVersions(Catalog catalog, Clock clock, Runnable scheduleChanged) {
        String base = AtlasApi.V2.base();
        Tenants tenants = catalog.tenants();
        Schedules schedules = catalog.schedules();
        return List.of(
                Versioned.since(SHARD_COUNTS, new ListClusters(base, tenants, ClusterShape.WITH_SHARD_COUNTS)),
                Versioned.since(ZONES, new ListClusters(base, tenants, ClusterShape.WITH_ZONES)),
                Versioned.since(SHARD_COUNTS, new GetCluster(base, ClusterShape.WITH_SHARD_COUNTS)),
                Versioned.since(ZONES, new GetCluster(base, ClusterShape.WITH_ZONES)),
                Versioned.since(SHARD_COUNTS, new CreateCluster(base, tenants, ClusterShape.WITH_SHARD_COUNTS, clock)),
                Versioned.since(ZONES, new CreateCluster(base, tenants, ClusterShape.WITH_ZONES, clock)),
                Versioned.since(NEWEST_CREATE, new CreateCluster(base, tenants, ClusterShape.WITH_ZONES, clock)),
                Versioned.since(SHARD_COUNTS, new DeleteCluster(base, tenants)),
                Versioned.since(ZONES, new GetSchedule(AtlasApi.V2, schedules, clock)),
                Versioned.since(ZONES, new UpdateSchedule(AtlasApi.V2, schedules, clock, scheduleChanged)),
                Versioned.since(ZONES, new DeleteSchedule(AtlasApi.V2, schedules, clock, scheduleChanged)));
    }
}
