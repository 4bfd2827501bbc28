package io.snapferry.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * One replica set's part of a snapshot, readable as raw BSON. A source never changes what it reads.
 *
 * <p>The life of a source: open, {@link #collections()}, {@link #chunkRanges} per collection, {@link #passes} over the
 * ranges that are wanted, close. All methods may be called from several threads; passes of one call may run at the same
 * time, each in one thread.
 *
 * <p>An {@link IOException} that is not a {@link SourceException} is the disk's own; everything else names its place.
 */
public interface SnapshotSource extends Closeable {

    /** What this source is, for people. */
    SourceDescription description();

    /**
     * All collections and views, without exception (an export leaves out some of them; that is not the source's
     * business), ordered by namespace. A time series stands under its user-visible name.
     */
    List<CollectionMetadata> collections() throws IOException;

    /**
     * Divides a collection. A range ends with the first document that brings it to {@code chunkSizeBytes}, or near there
     * when the ranges are not counted. An empty collection has no ranges. For some sources this reads all of the collection
     * once; the document lengths are checked then, the documents' content is not.
     *
     * <p>An interrupt of the thread ends it with a {@link java.nio.channels.ClosedByInterruptException}.
     *
     * @param namespace one of {@link #collections()}
     * @param chunkSizeBytes of uncompressed BSON, at least 1
     */
    List<ChunkRange> chunkRanges(Namespace namespace, long chunkSizeBytes) throws IOException;

    /**
     * Divides the reading of some ranges into passes that are independent of each other. A source that can seek gives a
     * pass per range; one that cannot gives few passes over many ranges.
     *
     * @param ranges any subset of what {@link #chunkRanges} of this object gave for one chunk size
     * @return passes that together deliver each given range exactly once, in an order that depends on the ranges only
     */
    List<ReadPass> passes(Collection<ChunkRange> ranges) throws IOException;

    /**
     * Names the place of a document whose content turned out to be bad, in the words of this source (its file, the
     * position in that file).
     *
     * @param range whose document it is
     * @param positionInRange BSON byte offset from the range's first byte
     * @param reason lower case, no full stop, expected and found
     */
    SourceException badDocument(ChunkRange range, long positionInRange, String reason);
}
