package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.schema.Wire;
import java.util.List;
import java.util.Optional;

/** A project and a summary of its clusters on the wire. What is not known of a self-managed cluster is left out. */
record ProjectClustersAnswer(
        List<Summary> clusters,
        Id<Project> groupId,
        String groupName,
        Id<Organization> orgId,
        Optional<String> orgName,
        List<String> tags) {

    record Summary(
            String availability,
            boolean backupEnabled,
            Id<Cluster> clusterId,
            String name,

            @Wire(choices = {"REPLICA_SET", "SHARDED_CLUSTER"})
            String type,

            List<String> versions) {
        static Summary of(Cluster cluster) {
            return new Summary(
                    "available",
                    true,
                    cluster.id(),
                    cluster.name(),
                    cluster.type() == ClusterType.SHARDED ? "SHARDED_CLUSTER" : "REPLICA_SET",
                    MajorVersion.full(cluster).stream().toList());
        }
    }

    static ProjectClustersAnswer of(Project project, Tenants tenants) {
        List<Cluster> clusters = Page.all(page -> tenants.clusters(project.id(), page));
        return new ProjectClustersAnswer(
                clusters.stream().map(Summary::of).toList(),
                project.id(),
                project.name(),
                project.organization(),
                tenants.organization(project.organization()).map(Organization::name),
                List.of());
    }
}
