package io.snapferry.cli;

import io.snapferry.layout.ExportPrefix;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.layout.SnapshotIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whose snapshot it is, for the prefix and for {@code .complete}. */
final class OwnerOptions {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern CLUSTER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");
    private static final int ID_BYTES = 12;

    @Option(
            names = "--org",
            defaultValue = "local",
            description = "Organization: an id of 24 hex digits or a name. Default: ${DEFAULT-VALUE}.")
    private String org;

    @Option(
            names = "--project",
            defaultValue = "default",
            description = "Project: an id of 24 hex digits or a name. Default: ${DEFAULT-VALUE}.")
    private String project;

    @Option(names = "--cluster", defaultValue = "cluster0", description = "Cluster name. Default: ${DEFAULT-VALUE}.")
    private String cluster;

    @Option(
            names = "--prefix-style",
            defaultValue = "names",
            description = {
                "How organization and project names stand in the prefix: names (a space becomes _), names_2021 (a space becomes +)"
                        + " or ids.",
                "Default: ${DEFAULT-VALUE}."
            })
    private PrefixStyle prefixStyle;

    OwnerOptions() {}

    String clusterName() {
        if (!CLUSTER_NAME.matcher(cluster).matches()) {
            throw new UsageException("--cluster must be letters, digits and dashes, not \"" + cluster + "\"");
        }
        return cluster;
    }

    SnapshotIdentity identity(Instant createdAt) {
        return new SnapshotIdentity(
                id("organization", org),
                org,
                id("project", project),
                project,
                id("cluster", org + "/" + project + "/" + clusterName()),
                clusterName(),
                createdAt);
    }

    /** What is given as an id stands as that id, in any style. */
    String prefixBase(Instant createdAt) {
        return ExportPrefix.base(prefixStyle, identity(createdAt));
    }

    private static String id(String kind, String idOrName) {
        if (ID.matcher(idOrName).matches()) {
            return idOrName;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((kind + ":" + idOrName).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
