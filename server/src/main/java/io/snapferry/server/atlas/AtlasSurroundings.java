package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Versioned;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What nothing of an export depends on, and clients ask all the same: the clusters in v1.5, which Atlas had for these between
 * v1.0 and v2 (Atlas CLI to 1.6, {@code mongodbatlas_advanced_cluster} of the Terraform provider to 1.9), and what the same
 * provider reads when it is told to look at a project or cluster.
 */
public final class AtlasSurroundings {
    private static final String V1_5 = "/api/atlas/v1.5";
    private static final String FIRST = "2023-01-01";
    private static final String ZONES = "2024-08-05";

    private AtlasSurroundings() {}

    /** All of them. */
    public static List<Operation> operations(Catalog catalog, Clock clock) {
        List<Operation> operations = new ArrayList<>();
        clustersOfV15(catalog.tenants(), clock).forEach(operations::add);
        looks(AtlasApi.V1_0.base()).forEach(operations::add);
        looks(AtlasApi.V2.base())
                .map(operation -> Versioned.since(FIRST, operation))
                .forEach(operations::add);
        operations.add(Versioned.since(ZONES, new GetProcessArguments(AtlasApi.V2.base())));
        return operations;
    }

    private static Stream<Operation> clustersOfV15(Tenants tenants, Clock clock) {
        return Stream.of(
                new ListClusters(V1_5, tenants, ClusterShape.WITH_SHARD_COUNTS),
                new GetCluster(V1_5, ClusterShape.WITH_SHARD_COUNTS),
                new CreateCluster(V1_5, tenants, ClusterShape.WITH_SHARD_COUNTS, clock),
                new DeleteCluster(V1_5, tenants));
    }

    private static Stream<Operation> looks(String base) {
        return Stream.of(
                new ListContainers(base),
                new ListProjectLimits(base),
                new ListOfNobody(base, "teams"),
                new ListOfNobody(base, "users"),
                new GetManagedSlowMs(base),
                new GetProjectAddresses(base),
                new GetProjectSettings(base),
                new GetProcessArguments(base));
    }
}
