package io.snapferry.server.config;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the organizations of the file, and checks what can be checked before the catalog is there. */
final class DeclarationReader {
    private static final int MIN_PRIVATE_KEY_CHARACTERS = 8;
    private static final Pattern PUBLIC_KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,64}");
    private static final Pattern REPLICA_SET = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,128}");
    private static final Map<String, ClusterType> CLUSTER_TYPES =
            Arrays.stream(ClusterType.values()).collect(Collectors.toMap(ClusterType::name, Function.identity()));

    /** What must be unique in the whole file. */
    private final Set<String> ids = new HashSet<>();

    private final Set<String> projectNames = new HashSet<>();
    private final Set<String> publicKeys = new HashSet<>();

    private DeclarationReader() {}

    static List<DeclaredOrganization> read(List<Section> sections) throws ConfigurationException {
        DeclarationReader reader = new DeclarationReader();
        List<DeclaredOrganization> organizations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            organizations.add(reader.organization(section, names));
        }
        return organizations;
    }

    private DeclaredOrganization organization(Section section, Set<String> names) throws ConfigurationException {
        String name = unique(section.required("name"), NAME, "a name of up to 64 characters", names);
        List<DeclaredProject> projects = new ArrayList<>();
        for (Section project : section.sections("projects")) {
            projects.add(project(project));
        }
        return new DeclaredOrganization(
                section.key(), id(section), name, apiKeys(section, Role::isOfOrganization), projects);
    }

    private DeclaredProject project(Section section) throws ConfigurationException {
        String name = unique(section.required("name"), NAME, "a name of up to 64 characters", projectNames);
        List<DeclaredStore> stores = new ArrayList<>();
        Set<String> storeNames = new HashSet<>();
        for (Section store : section.sections("stores")) {
            String storeName = unique(store.required("name"), NAME, "a name of up to 64 characters", storeNames);
            stores.add(new DeclaredStore(store.key(), id(store), storeName, StoreReader.settings(store)));
        }
        List<DeclaredCluster> clusters = new ArrayList<>();
        Set<String> clusterNames = new HashSet<>();
        for (Section cluster : section.sections("clusters")) {
            clusters.add(cluster(cluster, clusterNames));
        }
        return new DeclaredProject(
                section.key(),
                id(section),
                name,
                apiKeys(section, role -> !role.isOfOrganization()),
                stores,
                buckets(section, storeNames),
                clusters);
    }

    private List<DeclaredApiKey> apiKeys(Section owner, Predicate<Role> isPossible) throws ConfigurationException {
        Map<String, Role> possible =
                Arrays.stream(Role.values()).filter(isPossible).collect(Collectors.toMap(Role::name, role -> role));
        List<DeclaredApiKey> keys = new ArrayList<>();
        for (Section section : owner.sections("api-keys")) {
            String publicKey = unique(
                    section.required("public-key"), PUBLIC_KEY, "up to 64 letters, digits, . _ and -", publicKeys);
            Secret privateKey = section.requiredSecret("private-key");
            if (privateKey.value().length() < MIN_PRIVATE_KEY_CHARACTERS) {
                throw section.refused("private-key", "shorter than " + MIN_PRIVATE_KEY_CHARACTERS + " characters");
            }
            List<Role> roles = new ArrayList<>();
            for (Value role : section.values("roles")) {
                roles.add(role.oneOf(possible));
            }
            if (roles.isEmpty()) {
                throw section.refused("roles", "required, but not given");
            }
            keys.add(new DeclaredApiKey(section.key(), publicKey, privateKey, text(section, "description"), roles));
        }
        return keys;
    }

    private List<DeclaredBucket> buckets(Section project, Set<String> storeNames) throws ConfigurationException {
        List<DeclaredBucket> buckets = new ArrayList<>();
        Set<List<String>> places = new HashSet<>();
        for (Section section : project.sections("export-buckets")) {
            Value bucketName = section.required("bucket-name");
            if (!ExportBucket.isValidBucketName(bucketName.text())) {
                throw bucketName.unexpected("up to 255 letters, digits, . _ and -");
            }
            Value store = section.required("store");
            if (!storeNames.contains(store.text())) {
                throw store.unexpected("the name of one of the project's stores");
            }
            Optional<Id<ExportBucket>> id = id(section);
            if (id.isEmpty() && !places.add(List.of(store.text(), bucketName.text()))) {
                throw bucketName.refused("the same bucket stands here twice; a second one needs an id");
            }
            buckets.add(new DeclaredBucket(section.key(), id, bucketName.text(), store.text()));
        }
        return buckets;
    }

    private DeclaredCluster cluster(Section section, Set<String> names) throws ConfigurationException {
        Value name = section.required("name");
        if (!Cluster.isValidName(name.text())) {
            throw name.unexpected("1 to 64 letters, digits and dashes, beginning with a letter or digit");
        }
        if (!names.add(name.text())) {
            throw name.refused("another one has this name");
        }
        ClusterType type = section.valueOrDefault("type").oneOf(CLUSTER_TYPES);
        String version = text(section, "mongodb-version");
        List<DeclaredSnapshot> snapshots = new ArrayList<>();
        Set<Instant> times = new HashSet<>();
        for (Section snapshot : section.sections("snapshots")) {
            snapshots.add(snapshot(snapshot, type, version, times));
        }
        return new DeclaredCluster(
                section.key(),
                id(section),
                name.text(),
                type,
                version,
                section.valueOrDefault("use-org-and-group-names-in-export-prefix")
                        .isTrue(),
                connectionString(section),
                snapshots);
    }

    private static Optional<ConnectionSecret> connectionString(Section section) throws ConfigurationException {
        Optional<Secret> secret = section.secret("connection-string");
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        if (!ConnectionSecret.isValid(secret.get().value())) {
            throw section.refused(
                    "connection-string",
                    "expected mongodb://[USER:PASSWORD@]HOST[:PORT],...[/?OPTIONS] or mongodb+srv://..., with what is special in user and password percent-encoded");
        }
        return Optional.of(new ConnectionSecret(secret.get().value()));
    }

    private DeclaredSnapshot snapshot(Section section, ClusterType type, String clusterVersion, Set<Instant> times)
            throws ConfigurationException {
        Value time = section.required("created-at");
        Instant createdAt = time.instant();
        Optional<Id<Snapshot>> id = id(section);
        if (id.isEmpty() && !times.add(createdAt)) {
            throw time.refused("another snapshot of the cluster has this time; a second one needs an id");
        }
        List<DeclaredSnapshot.ReplicaSet> replicaSets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section replicaSet : section.sections("replica-sets")) {
            replicaSets.add(new DeclaredSnapshot.ReplicaSet(
                    unique(replicaSet.required("name"), REPLICA_SET, "up to 128 characters without a slash", names),
                    replicaSet.required("source").path()));
        }
        if (replicaSets.isEmpty()) {
            throw section.refused("replica-sets", "required, but not given");
        }
        if (type == ClusterType.REPLICASET && replicaSets.size() > 1) {
            throw section.refused(
                    "replica-sets",
                    "a cluster of type REPLICASET has one, found " + replicaSets.size()
                            + "; several need type SHARDED");
        }
        return new DeclaredSnapshot(
                section.key(),
                id,
                createdAt,
                text(section, "description"),
                section.value("mongodb-version").map(Value::text).orElse(clusterVersion),
                section.valueOrDefault("at-checkpoint").isTrue(),
                replicaSets);
    }

    private <T> Optional<Id<T>> id(Section section) throws ConfigurationException {
        Optional<Value> value = section.value("id");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Id<T> id = value.get().id();
        if (!ids.add(id.hex())) {
            throw value.get().refused("another one has this id");
        }
        return Optional.of(id);
    }

    private static String text(Section section, String name) throws ConfigurationException {
        return section.value(name).map(Value::text).orElse("");
    }

    private static String unique(Value value, Pattern form, String description, Set<String> taken)
            throws ConfigurationException {
        String text = value.matching(form, description);
        if (!taken.add(text)) {
            throw value.refused("another one has this name");
        }
        return text;
    }
}
