package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A self-managed cluster whose snapshots are registered here.
 *
 * @param id the {@code clusterUniqueId}
 * @param project that holds it
 * @param name unique in the project; 1 to 64 letters, digits and dashes, beginning with a letter or digit
 * @param type replica set or sharded
 * @param mongoDbVersion for example {@code 7.0.12}; empty when it was not told
 * @param namesInExportPrefix whether exports use names of organization and project in their prefix instead of ids
 * @param createdAt whole seconds
 */
public record Cluster(
        Id<Cluster> id,
        Id<Project> project,
        String name,
        ClusterType type,
        String mongoDbVersion,
        boolean namesInExportPrefix,
        Instant createdAt) {
    /** The form of a name, as a regular expression. */
    public static final String NAME_FORM = "[a-zA-Z0-9][a-zA-Z0-9-]{0,63}";

    private static final Pattern NAME = Pattern.compile(NAME_FORM);

    /** Whether the text can be a cluster's name. */
    public static boolean isValidName(String name) {
        return NAME.matcher(name).matches();
    }
}
