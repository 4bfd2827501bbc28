package io.snapferry.source;

import java.time.Instant;
import java.util.Optional;

/**
 * As of which moment a data directory is read; for people, and for the manifest. Timestamps of MongoDB are written as
 * {@code seconds:increment}.
 *
 * @param deployment what the server was: {@code standalone}, {@code replica set member}
 * @param storageVersion of WiredTiger, as it says of itself
 * @param checkpointTime when the newest checkpoint was taken
 * @param stableTimestamp as of which collections are read that are not in the journal
 * @param journal what became of the journal, a short sentence without a full stop
 * @param topOfOplog the newest entry of the oplog, which collections need not show yet
 * @param appliedUpTo the entry as of which collections are read, when entries of the oplog were applied to them
 * @param identity 64 hex digits: equal as long as what is read is the same, whatever folder it is in
 */
public record ReadPoint(
        String deployment,
        String storageVersion,
        Optional<Instant> checkpointTime,
        Optional<String> stableTimestamp,
        String journal,
        Optional<String> topOfOplog,
        Optional<String> appliedUpTo,
        String identity) {}
