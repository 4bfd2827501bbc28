package io.snapferry.source;

/**
 * A run of whole documents of one namespace, in the namespace's natural order. A function of the snapshot and the chunk
 * size only: the same for a folder, a gzipped folder and an archive of the same dump. A source that divides a collection
 * without reading it knows the amounts about, not exactly.
 *
 * @param namespace the true name
 * @param number from 0, without holes, in the namespace's natural order
 * @param documentOffset how many documents of the namespace come before this range
 * @param documentCount at least 1
 * @param byteOffset how many BSON bytes of the namespace come before this range
 * @param sizeBytes BSON bytes of the documents, uncompressed
 * @param isCounted whether the four amounts are exact; if not, they are estimates, and whoever reads the range counts
 */
public record ChunkRange(
        Namespace namespace,
        int number,
        long documentOffset,
        long documentCount,
        long byteOffset,
        long sizeBytes,
        boolean isCounted) {

    /** A range whose amounts are exact. */
    public ChunkRange(
            Namespace namespace, int number, long documentOffset, long documentCount, long byteOffset, long sizeBytes) {
        this(namespace, number, documentOffset, documentCount, byteOffset, sizeBytes, true);
    }
}
