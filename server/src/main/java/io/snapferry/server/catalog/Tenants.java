package io.snapferry.server.catalog;

import io.snapferry.server.catalog.Destinations.Deletion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Organizations, projects, clusters and keys. Thread-safe; every write is durable when its method returns. */
public interface Tenants {

    /** Inserts the organization, or gives the one with this id its new name. */
    void putOrganization(Organization organization);

    Optional<Organization> organization(Id<Organization> id);

    /** The organizations with one of the ids, ordered by id. */
    Page<Organization> organizations(Collection<Id<Organization>> among, Page.Request page);

    /**
     * Inserts the project, or gives the one with this id its new name.
     *
     * @throws NameTakenException when another project has the name
     */
    void putProject(Project project);

    Optional<Project> project(Id<Project> id);

    Optional<Project> projectByName(String name);

    /**
     * The projects that belong to one of the organizations or have one of the ids, ordered by creation, then id.
     */
    Page<Project> projects(
            Collection<Id<Organization>> ofOrganizations, Collection<Id<Project>> among, Page.Request page);

    /**
     * Inserts the cluster, or replaces the one with this id.
     *
     * @throws NameTakenException when another cluster of the project has the name
     */
    void putCluster(Cluster cluster);

    /**
     * Deletes the project with its buckets and store accesses; what was exported stays.
     *
     * @return IN_USE while it has clusters
     */
    Deletion deleteProject(Id<Project> id);

    Optional<Cluster> cluster(Id<Project> project, String name);

    Optional<Cluster> cluster(Id<Cluster> id);

    /** @return the changed cluster; empty when there is none with this id */
    Optional<Cluster> changeConnectionString(Id<Cluster> id, Optional<ConnectionSecret> connectionString);

    /** Ordered by name. */
    Page<Cluster> clusters(Id<Project> project, Page.Request page);

    /**
     * Deletes the cluster with its schedule, its snapshots, also those that are being taken, and its finished jobs. Only rows
     * go, nothing that was exported; the files of snapshots that were taken here are
     * {@linkplain SnapshotQueue#discarded discarded}.
     *
     * @return IN_USE while an unfinished job exports one of its snapshots
     */
    Deletion deleteCluster(Id<Project> project, Id<Cluster> id);

    /**
     * Inserts the key, or replaces the one with this id.
     *
     * @throws NameTakenException when another key has this public key
     */
    void putApiKey(ApiKey key);

    Optional<ApiKey> apiKey(String publicKey);

    /** Ordered by id. */
    List<ApiKey> apiKeys(Id<Organization> organization);

    /**
     * Changes a key of the organization, in one step with reading it: a key that is deleted meanwhile stays deleted.
     *
     * @param change from the key as it is to the key as it shall be; must keep id, organization and public key
     * @return the changed key; empty when the organization has none with this id
     */
    Optional<ApiKey> changeApiKey(Id<Organization> organization, Id<ApiKey> id, UnaryOperator<ApiKey> change);

    /** @return whether there was such a key in the organization */
    boolean deleteApiKey(Id<Organization> organization, Id<ApiKey> id);

    /** Whether any key exists; a server without one makes its first. */
    boolean hasApiKeys();

    /**
     * Puts the first key of a new catalog and its organization.
     *
     * @return false when another server was quicker; nothing was changed then
     */
    boolean putFirstApiKey(Organization organization, ApiKey key);
}
