package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.packing.Slice;

/**
 * Tells of most documents that they are not changed, without looking for them: a Bloom filter of bounded size. When it is
 * too small it lets more through, which costs time and changes nothing.
 */
final class IdFilter {
    private static final int BITS_PER_ID = 10;
    private static final int PROBES = 4;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] bits;

    /**
     * @param count how many ids it is for
     * @param maxBytes which it takes at most, at least 8
     */
    IdFilter(long count, int maxBytes) {
        long words = Math.min(maxBytes / Long.BYTES, (count * BITS_PER_ID) / Long.SIZE + 1);
        this.bits = new long[(int) Math.max(1, words)];
    }

    void add(Slice id) {
        long hash = hash(id);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            bits[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /** False only when the id was not added. */
    boolean mayContain(Slice id) {
        long hash = hash(id);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            if ((bits[(int) (bit >>> 6)] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(long hash, int probe) {
        long mixed = hash + probe * (((hash >>> 32) | 1) * 0x9e3779b97f4a7c15L);
        mixed ^= mixed >>> 29;
        return Long.remainderUnsigned(mixed, (long) bits.length * Long.SIZE);
    }

    private static long hash(Slice id) {
        long hash = FNV_OFFSET;
        for (int i = id.offset(); i < id.offset() + id.length(); i++) {
            hash = (hash ^ (id.bytes()[i] & 0xff)) * FNV_PRIME;
        }
        hash ^= hash >>> 32;
        hash *= 0xd6e8feb86659fd93L;
        return hash ^ (hash >>> 32);
    }
}
