package io.snapferry.server.testing;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Organizations, projects, clusters and keys in maps by id. */
final class InMemoryTenants implements Tenants {
    private final InMemoryJobs jobs;
    private final Map<String, Organization> organizations = new TreeMap<>();
    private final Map<String, Project> projects = new TreeMap<>();
    private final Map<String, Cluster> clusters = new TreeMap<>();
    private final Map<String, ApiKey> keys = new TreeMap<>();

    InMemoryTenants(InMemoryJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public synchronized void putOrganization(Organization organization) {
        organizations.put(organization.id().hex(), organization);
    }

    @Override
    public synchronized Optional<Organization> organization(Id<Organization> id) {
        return Optional.ofNullable(organizations.get(id.hex()));
    }

    @Override
    public synchronized Page<Organization> organizations(Collection<Id<Organization>> among, Page.Request page) {
        List<Organization> found = organizations.values().stream()
                .filter(o -> among.contains(o.id()))
                .toList();
        return InMemoryCatalog.page(found, page);
    }

    @Override
    public synchronized void putProject(Project project) {
        if (projectByName(project.name())
                .filter(other -> !other.id().equals(project.id()))
                .isPresent()) {
            throw new NameTakenException("project", project.name());
        }
        projects.put(project.id().hex(), project);
    }

    @Override
    public synchronized Optional<Project> project(Id<Project> id) {
        return Optional.ofNullable(projects.get(id.hex()));
    }

    @Override
    public synchronized Optional<Project> projectByName(String name) {
        return projects.values().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    @Override
    public synchronized Page<Project> projects(
            Collection<Id<Organization>> ofOrganizations, Collection<Id<Project>> among, Page.Request page) {
        List<Project> found = projects.values().stream()
                .filter(p -> ofOrganizations.contains(p.organization()) || among.contains(p.id()))
                .sorted(Comparator.comparing(Project::createdAt))
                .toList();
        return InMemoryCatalog.page(found, page);
    }

    @Override
    public synchronized void putCluster(Cluster cluster) {
        if (cluster(cluster.project(), cluster.name())
                .filter(other -> !other.id().equals(cluster.id()))
                .isPresent()) {
            throw new NameTakenException("cluster", cluster.name());
        }
        clusters.put(cluster.id().hex(), cluster);
    }

    @Override
    public synchronized Optional<Cluster> cluster(Id<Project> project, String name) {
        return clusters.values().stream()
                .filter(c -> c.project().equals(project) && c.name().equals(name))
                .findFirst();
    }

    @Override
    public synchronized Optional<Cluster> cluster(Id<Cluster> id) {
        return Optional.ofNullable(clusters.get(id.hex()));
    }

    @Override
    public synchronized Optional<Cluster> changeConnectionString(
            Id<Cluster> id, Optional<ConnectionSecret> connectionString) {
        Optional<Cluster> changed = cluster(id).map(cluster -> cluster.withConnectionString(connectionString));
        changed.ifPresent(cluster -> clusters.put(id.hex(), cluster));
        return changed;
    }

    @Override
    public synchronized Page<Cluster> clusters(Id<Project> project, Page.Request page) {
        List<Cluster> found = clusters.values().stream()
                .filter(c -> c.project().equals(project))
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        return InMemoryCatalog.page(found, page);
    }

    synchronized List<Cluster> allClusters() {
        return List.copyOf(clusters.values());
    }

    @Override
    public synchronized Deletion deleteCluster(Id<Project> project, Id<Cluster> id) {
        if (cluster(id).filter(c -> c.project().equals(project)).isEmpty()) {
            return Deletion.UNKNOWN;
        }
        if (jobs.hasUnfinished(job -> job.cluster().equals(id))) {
            return Deletion.IN_USE;
        }
        clusters.remove(id.hex());
        return Deletion.DELETED;
    }

    @Override
    public synchronized Deletion deleteProject(Id<Project> id) {
        if (project(id).isEmpty()) {
            return Deletion.UNKNOWN;
        }
        if (clusters.values().stream().anyMatch(c -> c.project().equals(id))) {
            return Deletion.IN_USE;
        }
        projects.remove(id.hex());
        return Deletion.DELETED;
    }

    @Override
    public synchronized void putApiKey(ApiKey key) {
        if (apiKey(key.publicKey())
                .filter(other -> !other.id().equals(key.id()))
                .isPresent()) {
            throw new NameTakenException("API key", key.publicKey());
        }
        keys.put(key.id().hex(), key);
    }

    @Override
    public synchronized Optional<ApiKey> apiKey(String publicKey) {
        return keys.values().stream()
                .filter(k -> k.publicKey().equals(publicKey))
                .findFirst();
    }

    @Override
    public synchronized List<ApiKey> apiKeys(Id<Organization> organization) {
        return keys.values().stream()
                .filter(k -> k.organization().equals(organization))
                .toList();
    }

    @Override
    public synchronized Optional<ApiKey> changeApiKey(
            Id<Organization> organization, Id<ApiKey> id, UnaryOperator<ApiKey> change) {
        Optional<ApiKey> changed = Optional.ofNullable(keys.get(id.hex()))
                .filter(key -> key.organization().equals(organization))
                .map(change);
        changed.ifPresent(key -> keys.put(id.hex(), key));
        return changed;
    }

    @Override
    public synchronized boolean deleteApiKey(Id<Organization> organization, Id<ApiKey> id) {
        return keys.values().removeIf(k -> k.id().equals(id) && k.organization().equals(organization));
    }

    @Override
    public synchronized boolean putFirstApiKey(Organization organization, ApiKey key) {
        if (hasApiKeys()) {
            return false;
        }
        putOrganization(organization);
        putApiKey(key);
        return true;
    }

    @Override
    public synchronized boolean hasApiKeys() {
        return !keys.isEmpty();
    }
}
