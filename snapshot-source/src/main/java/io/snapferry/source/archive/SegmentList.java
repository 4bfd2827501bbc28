package io.snapferry.source.archive;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.reading.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the documents of one namespace lie: the segments of an archive that hold them, in order. Three numbers per
 * segment, whatever the documents; mongodump makes segments of up to 16 MiB. Filled by one thread, then only read.
 */
final class SegmentList {
    private static final int INITIAL_CAPACITY = 4;

    private int count;
    /** Of a segment's first document in the unpacked archive. */
    private long[] positions = new long[INITIAL_CAPACITY];
    /** How many bytes of the namespace come before a segment. */
    private long[] byteOffsets = new long[INITIAL_CAPACITY];

    private long totalBytes;

    /** Adds the next segment; an empty one is not kept. */
    void add(long position, long sizeBytes) {
        if (sizeBytes == 0) {
            return;
        }
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
            byteOffsets = Arrays.copyOf(byteOffsets, count * 2);
        }
        positions[count] = position;
        byteOffsets[count] = totalBytes;
        totalBytes += sizeBytes;
        count++;
    }

    /** The stretches of the archive that make up a range. */
    List<Piece> pieces(ChunkRange range) {
        List<Piece> pieces = new ArrayList<>();
        long from = range.byteOffset();
        long to = from + range.sizeBytes();
        for (int segment = indexOf(from); from < to; segment++) {
            long segmentEnd = segment + 1 < count ? byteOffsets[segment + 1] : totalBytes;
            long end = Math.min(to, segmentEnd);
            pieces.add(new Piece(range, positions[segment] + from - byteOffsets[segment], end - from));
            from = end;
        }
        return pieces;
    }

    /** Where a byte of the namespace lies in the unpacked archive. */
    long position(long byteOffset) {
        int segment = indexOf(byteOffset);
        return positions[segment] + byteOffset - byteOffsets[segment];
    }

    private int indexOf(long byteOffset) {
        int found = Arrays.binarySearch(byteOffsets, 0, count, byteOffset);
        return found >= 0 ? found : -found - 2;
    }
}
