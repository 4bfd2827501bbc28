package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import java.util.Optional;

/** The versions of MongoDB that a cluster's answer shows. */
final class MajorVersion {
    private MajorVersion() {}

    /** For example {@code 7.0.12}, when it was told. */
    static Optional<String> full(Cluster cluster) {
        return Optional.of(cluster.mongoDbVersion()).filter(version -> !version.isEmpty());
    }

    /** For example {@code 7.0}, when it was told. */
    static Optional<String> major(Cluster cluster) {
        return full(cluster).map(version -> version.substring(0, version.lastIndexOf('.')));
    }
}
