package io.snapferry.source.archive;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.reading.Piece;
import io.snapferry.source.reading.RangeCheck;
import java.util.List;
import java.util.Optional;

/**
 * Where the ranges of one namespace lie in an archive, and the checksum of the namespace up to the end of each. The
 * archive stores one checksum per namespace; knowing it at each boundary lets a range be checked by itself.
 */
final class NamespaceIndex {
    private final List<ChunkRange> ranges;
    private final SegmentList segments;
    /** Of the namespace from its first byte to the end of each range. */
    private final long[] checksums;

    /** Keeps the array, which nobody changes afterwards. */
    NamespaceIndex(List<ChunkRange> ranges, SegmentList segments, long[] checksums) {
        this.ranges = ranges;
        this.segments = segments;
        this.checksums = checksums;
    }

    List<ChunkRange> ranges() {
        return ranges;
    }

    boolean holds(ChunkRange range) {
        return range.number() >= 0
                && range.number() < ranges.size()
                && ranges.get(range.number()).equals(range);
    }

    List<Piece> pieces(ChunkRange range) {
        return segments.pieces(range);
    }

    /** Where a byte of a range lies in the unpacked archive. */
    long position(ChunkRange range, long positionInRange) {
        return segments.position(range.byteOffset() + positionInRange);
    }

    RangeCheck check(ChunkRange range) {
        long before = range.number() == 0 ? Crc64.EMPTY : checksums[range.number() - 1];
        return new ChecksumCheck(before, checksums[range.number()]);
    }

    private static final class ChecksumCheck implements RangeCheck {
        private final long expected;
        private long checksum;

        ChecksumCheck(long before, long expected) {
            this.checksum = before;
            this.expected = expected;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            checksum = Crc64.update(checksum, bytes, offset, length);
        }

        @Override
        public Optional<String> complaint() {
            return checksum == expected
                    ? Optional.empty()
                    : Optional.of("checksum of the namespace up to here is 0x%016x, it was 0x%016x when planned"
                            .formatted(checksum, expected));
        }
    }
}
