package io.snapferry.live;

import org.bson.BsonTimestamp;

/** Which moment the documents of a snapshot are of. */
public sealed interface ReadMode {

    /**
     * All documents of all collections are as they were at one cluster time.
     *
     * @param clusterTime the state after all writes up to and including this time
     */
    record PinnedClusterTime(BsonTimestamp clusterTime) implements ReadMode {}

    /**
     * The weaker mode: each collection is as a cursor found it while others wrote. A document that was changed meanwhile
     * may be the old or the new one, one that was inserted or deleted may be there or not.
     *
     * @param reason why no cluster time could be pinned, lower case, no full stop
     */
    record Unpinned(String reason) implements ReadMode {}
}
