package io.snapferry.source;

/**
 * A run of whole documents of one namespace, in the namespace's natural order. A function of the snapshot and the chunk
 * size only: the same for a folder, a gzipped folder and an archive of the same dump.
 *
 * @param namespace the true name
 * @param number from 0, without holes, in the namespace's natural order
 * @param documentOffset how many documents of the namespace come before this range
 * @param documentCount at least 1
 * @param byteOffset how many BSON bytes of the namespace come before this range
 * @param sizeBytes BSON bytes of the documents, uncompressed
 */
public record ChunkRange(
        Namespace namespace, int number, long documentOffset, long documentCount, long byteOffset, long sizeBytes) {}
