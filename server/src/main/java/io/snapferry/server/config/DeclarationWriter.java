package io.snapferry.server.config;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SourceSize;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what the configuration declares into the catalog, at every start. What is there already is brought to what the file
 * says; what the file no longer names stays. An id is the declared one, else that of what has the name already, else one
 * derived from the names.
 */
public final class DeclarationWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DeclarationWriter.class);
    private static final int SHOWN_PRIVATE_KEY_CHARACTERS = 4;

    private final Catalog catalog;
    private final Tenants tenants;
    private final Destinations destinations;
    private final Instant now;

    /**
     * @param catalog to write to
     * @param now the time of creation of what is new
     */
    public DeclarationWriter(Catalog catalog, Instant now) {
        this.catalog = catalog;
        this.tenants = catalog.tenants();
        this.destinations = catalog.destinations();
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Writes all organizations with everything in them.
     *
     * @throws ConfigurationException when a name is taken by something with another id; what came before it is written
     */
    public void write(List<DeclaredOrganization> organizations) throws ConfigurationException {
        for (DeclaredOrganization declared : organizations) {
            write(declared);
        }
    }

    private void write(DeclaredOrganization declared) throws ConfigurationException {
        Organization organization = new Organization(
                declared.id().orElseGet(() -> DerivedId.of("organization", declared.name())), declared.name());
        if (!tenants.organization(organization.id()).equals(Optional.of(organization))) {
            tenants.putOrganization(organization);
        }
        writeKeys(declared.apiKeys(), organization, role -> new RoleGrant.InOrganization(role, organization.id()));
        for (DeclaredProject project : declared.projects()) {
            write(project, organization);
        }
    }

    private void write(DeclaredProject declared, Organization organization) throws ConfigurationException {
        Optional<Project> sameName = tenants.projectByName(declared.name())
                .filter(project -> project.organization().equals(organization.id()));
        Id<Project> id = declared.id()
                .or(() -> sameName.map(Project::id))
                .orElseGet(() -> DerivedId.of("project", organization.name(), declared.name()));
        Optional<Project> existing = tenants.project(id);
        if (existing.isPresent() && !existing.get().organization().equals(organization.id())) {
            throw new ConfigurationException(
                    declared.key() + ".id: the project with this id is of another organization");
        }
        Project project = new Project(
                id,
                organization.id(),
                declared.name(),
                existing.map(Project::createdAt).orElse(now));
        put(declared.key() + ".name", project, existing, tenants::putProject);
        writeKeys(declared.apiKeys(), organization, role -> new RoleGrant.InProject(role, id));
        for (DeclaredStore store : declared.stores()) {
            write(store, project, organization);
        }
        for (DeclaredBucket bucket : declared.buckets()) {
            write(bucket, project, organization);
        }
        for (DeclaredCluster cluster : declared.clusters()) {
            write(cluster, project, organization);
        }
    }

    private void writeKeys(List<DeclaredApiKey> keys, Organization organization, Function<Role, RoleGrant> grantOf)
            throws ConfigurationException {
        for (DeclaredApiKey declared : keys) {
            Optional<ApiKey> existing = tenants.apiKey(declared.publicKey())
                    .filter(key -> key.organization().equals(organization.id()));
            String privateKey = declared.privateKey().value();
            ApiKey key = new ApiKey(
                    existing.map(ApiKey::id)
                            .orElseGet(() -> DerivedId.of("api-key", organization.name(), declared.publicKey())),
                    organization.id(),
                    declared.publicKey(),
                    DigestHashes.of(declared.publicKey(), privateKey),
                    privateKey.substring(privateKey.length() - SHOWN_PRIVATE_KEY_CHARACTERS),
                    declared.description(),
                    declared.roles().stream().map(grantOf).toList());
            put(declared.key() + ".public-key", key, existing, tenants::putApiKey);
        }
    }

    private void write(DeclaredStore declared, Project project, Organization organization)
            throws ConfigurationException {
        Id<StoreAccess> id = declared.id()
                .or(() -> destinations
                        .storeAccessByName(project.id(), declared.name())
                        .map(StoreAccess::id))
                .orElseGet(() -> DerivedId.of("store", organization.name(), project.name(), declared.name()));
        Optional<StoreAccess> existing = destinations.storeAccess(project.id(), id);
        StoreAccess store = new StoreAccess(
                id,
                project.id(),
                declared.name(),
                declared.settings(),
                existing.map(StoreAccess::createdAt).orElse(now),
                true);
        put(declared.key() + ".name", store, existing, destinations::putStoreAccess);
    }

    private void write(DeclaredBucket declared, Project project, Organization organization)
            throws ConfigurationException {
        StoreAccess store = destinations
                .storeAccessByName(project.id(), declared.storeName())
                .orElseThrow();
        Id<ExportBucket> id = declared.id()
                .orElseGet(() -> DerivedId.of(
                        "export-bucket",
                        organization.name(),
                        project.name(),
                        declared.storeName(),
                        declared.bucketName()));
        Optional<ExportBucket> existing = destinations.bucket(project.id(), id);
        ExportBucket bucket = new ExportBucket(
                id,
                project.id(),
                declared.bucketName(),
                store.id(),
                existing.map(ExportBucket::createdAt).orElse(now));
        put(declared.key() + ".id", bucket, existing, destinations::putBucket);
    }

    private void write(DeclaredCluster declared, Project project, Organization organization)
            throws ConfigurationException {
        Id<Cluster> id = declared.id()
                .or(() -> tenants.cluster(project.id(), declared.name()).map(Cluster::id))
                .orElseGet(() -> DerivedId.of("cluster", organization.name(), project.name(), declared.name()));
        Optional<Cluster> existing = tenants.cluster(id);
        if (existing.isPresent() && !existing.get().project().equals(project.id())) {
            throw new ConfigurationException(declared.key() + ".id: the cluster with this id is of another project");
        }
        Cluster cluster = new Cluster(
                id,
                project.id(),
                declared.name(),
                declared.type(),
                declared.mongodbVersion(),
                declared.namesInExportPrefix(),
                existing.map(Cluster::createdAt).orElse(now),
                declared.connectionString().or(() -> existing.flatMap(Cluster::connectionString)));
        put(declared.key() + ".name", cluster, existing, tenants::putCluster);
        for (DeclaredSnapshot snapshot : declared.snapshots()) {
            write(snapshot, cluster);
        }
    }

    private void write(DeclaredSnapshot declared, Cluster cluster) throws ConfigurationException {
        Id<Snapshot> id = declared.id()
                .orElseGet(() -> DerivedId.of(
                        "snapshot", cluster.id().hex(), declared.createdAt().toString()));
        Optional<Snapshot> existing = catalog.snapshots().find(cluster.id(), id);
        List<Snapshot.Member> members = declared.replicaSets().stream()
                .map(replicaSet -> new Snapshot.Member(
                        DerivedId.of("member", id.hex(), replicaSet.name()), replicaSet.name(), replicaSet.source()))
                .toList();
        Snapshot snapshot = new Snapshot(
                id,
                cluster.id(),
                new SnapshotOrigin.Registered(declared.isAtCheckpoint()),
                members,
                declared.createdAt(),
                Optional.empty(),
                declared.description(),
                declared.mongodbVersion(),
                sizeOf(declared, existing));
        put(declared.key() + ".id", snapshot, existing, catalog.snapshots()::put);
        warnOfMissingSources(snapshot);
    }

    /** Measured when it is registered: a walk over a large backup at every start would cost minutes. */
    private static long sizeOf(DeclaredSnapshot declared, Optional<Snapshot> existing) {
        Optional<Long> known = existing.map(Snapshot::storageSizeBytes).filter(size -> size > 0);
        return known.orElseGet(() -> declared.replicaSets().stream()
                .mapToLong(replicaSet -> sizeOf(replicaSet.source()))
                .sum());
    }

    /** A source that cannot be read yet is warned of below. */
    private static long sizeOf(Path source) {
        try {
            return SourceSize.bytesAt(source);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void warnOfMissingSources(Snapshot snapshot) {
        for (Snapshot.Member member : snapshot.members()) {
            if (!Files.isReadable(member.source())) {
                LOG.atWarn()
                        .addKeyValue("snapshot", snapshot.id())
                        .addKeyValue("replicaSet", member.replicaSetName())
                        .addKeyValue("source", member.source())
                        .log("source of a declared snapshot cannot be read now; its export will fail");
            }
        }
    }

    private static <T> void put(String key, T wanted, Optional<T> existing, Consumer<T> write)
            throws ConfigurationException {
        if (existing.equals(Optional.of(wanted))) {
            return;
        }
        try {
            write.accept(wanted);
        } catch (NameTakenException e) {
            throw new ConfigurationException(key + ": " + e.getMessage());
        }
    }
}
