package io.snapferry.live;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot that was published.
 *
 * @param dump the mongodump folder, absolute
 * @param createdAt when the cluster time was pinned, or when the reading began
 * @param mode which moment its documents are of
 * @param serverVersion as the server tells it
 * @param replicaSetName empty for a server that is no member of one
 * @param collections how many, with views
 * @param documents of all collections
 * @param bytes of BSON of all documents
 */
public record TakenSnapshot(
        Path dump,
        Instant createdAt,
        ReadMode mode,
        String serverVersion,
        Optional<String> replicaSetName,
        int collections,
        long documents,
        long bytes) {}
