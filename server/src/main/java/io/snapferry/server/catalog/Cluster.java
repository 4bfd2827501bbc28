package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A self-managed cluster whose snapshots are registered or taken here.
 *
 * @param id the {@code clusterUniqueId}
 * @param project that holds it
 * @param name unique in the project; 1 to 64 letters, digits and dashes, beginning with a letter or digit
 * @param type replica set or sharded
 * @param mongoDbVersion for example {@code 7.0.12}; empty when it was not told
 * @param namesInExportPrefix whether exports use names of organization and project in their prefix instead of ids
 * @param createdAt whole seconds
 * @param connectionString how to reach it for taking snapshots; absent when they are only registered
 */
public record Cluster(
        Id<Cluster> id,
        Id<Project> project,
        String name,
        ClusterType type,
        String mongoDbVersion,
        boolean namesInExportPrefix,
        Instant createdAt,
        Optional<ConnectionSecret> connectionString) {
    /** The form of a name, as a regular expression. */
    public static final String NAME_FORM = "[a-zA-Z0-9][a-zA-Z0-9-]{0,63}";

    private static final Pattern NAME = Pattern.compile(NAME_FORM);

    /** A cluster that this server does not reach. */
    public Cluster(
            Id<Cluster> id,
            Id<Project> project,
            String name,
            ClusterType type,
            String mongoDbVersion,
            boolean namesInExportPrefix,
            Instant createdAt) {
        this(id, project, name, type, mongoDbVersion, namesInExportPrefix, createdAt, Optional.empty());
    }

    /** The same, reached otherwise or not at all. */
    public Cluster withConnectionString(Optional<ConnectionSecret> other) {
        return new Cluster(id, project, name, type, mongoDbVersion, namesInExportPrefix, createdAt, other);
    }

    /** The same with other export prefixes. */
    public Cluster withNamesInExportPrefix(boolean names) {
        return new Cluster(id, project, name, type, mongoDbVersion, names, createdAt, connectionString);
    }

    /** How it is reached, by the API's names of the two forms: at most one, without user and password. */
    public Map<String, String> shownConnectionStrings() {
        return connectionString
                .map(secret -> Map.of(secret.isSrv() ? "standardSrv" : "standard", secret.withoutCredentials()))
                .orElse(Map.of());
    }

    /** Whether its snapshots can be taken here: it is reached, and not sharded, which would need every shard at one time. */
    public boolean canBeTaken() {
        return connectionString.isPresent() && type == ClusterType.REPLICASET;
    }

    /** Whether the text can be a cluster's name. */
    public static boolean isValidName(String name) {
        return NAME.matcher(name).matches();
    }
}
