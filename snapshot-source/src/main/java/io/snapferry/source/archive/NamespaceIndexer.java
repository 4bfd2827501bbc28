package io.snapferry.source.archive;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.reading.ChunkPlanner;
import io.snapferry.source.reading.DocumentRuns;
import io.snapferry.source.reading.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gathers one namespace's part of the index while the archive is read. Single-threaded. */
final class NamespaceIndexer {
    private final CollectionKind kind;
    private final Place place;
    private final ChunkPlanner planner;
    private final SegmentList segments = new SegmentList();

    private long[] checksums = new long[1];
    private int endedRanges;
    private long checksum = Crc64.EMPTY;
    private @Nullable DataName dataName;
    private boolean isEnded;

    NamespaceIndexer(Namespace namespace, CollectionKind kind, Place place, long chunkSizeBytes) {
        this.kind = kind;
        this.place = place;
        this.planner = new ChunkPlanner(namespace, chunkSizeBytes);
    }

    /** Of errors in this namespace's documents. */
    Place place() {
        return place;
    }

    void beginBlock(DataName name, HeaderDocument header) throws SourceException {
        if (isEnded) {
            throw place.at(header.position(), "block behind the namespace's end mark");
        }
        if (dataName != null && !dataName.equals(name)) {
            throw place.at(
                    header.position(),
                    "documents of one collection lie under two names, \"%s\" and \"%s\"".formatted(dataName, name));
        }
        dataName = name;
    }

    /** Takes the documents of the current run. */
    void add(DocumentRuns runs) throws SourceException {
        if (kind == CollectionKind.VIEW) {
            throw place.at(runs.position(), "a view has documents, expected none");
        }
        int end = runs.offset() + runs.length();
        int from = runs.offset();
        for (int at = from; at < end; ) {
            int length = runs.documentLength(at);
            at += length;
            if (planner.add(length)) {
                checksum = Crc64.update(checksum, runs.bytes(), from, at - from);
                endRange();
                from = at;
            }
        }
        checksum = Crc64.update(checksum, runs.bytes(), from, end - from);
    }

    private void endRange() {
        if (endedRanges == checksums.length) {
            checksums = Arrays.copyOf(checksums, 2 * endedRanges);
        }
        checksums[endedRanges++] = checksum;
    }

    void addSegment(long position, long sizeBytes) {
        segments.add(position, sizeBytes);
    }

    void end(HeaderDocument endMark) throws SourceException {
        isEnded = true;
        long stored = endMark.number("CRC");
        if (stored != checksum) {
            throw place.at(
                    endMark.position(),
                    "archive's checksum is 0x%016x, the documents give 0x%016x".formatted(stored, checksum));
        }
    }

    /** A view has nothing to lose: it may be announced and have no block. */
    void requireEnded(long archiveEnd) throws SourceException {
        boolean isUnwrittenView = kind == CollectionKind.VIEW && dataName == null;
        if (!isEnded && !isUnwrittenView) {
            throw place.at(
                    archiveEnd,
                    dataName == null
                            ? "archive ends without the namespace, which its prelude announces"
                            : "archive ends without the namespace's end mark");
        }
    }

    NamespaceIndex finish() {
        var ranges = planner.finish();
        if (ranges.size() > endedRanges) {
            endRange();
        }
        return new NamespaceIndex(ranges, segments, Arrays.copyOf(checksums, endedRanges));
    }
}
