package io.snapferry.plan;

import io.snapferry.source.ChunkRange;
import io.snapferry.store.ObjectKey;

/**
 * A range of documents that becomes exactly one object. The unit of parallelism, resume and verification.
 *
 * @param replicaSet whose documents they are
 * @param range in that replica set's source
 * @param key of the object
 */
public record Chunk(String replicaSet, ChunkRange range, ObjectKey key) {}
