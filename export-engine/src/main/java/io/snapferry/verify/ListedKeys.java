package io.snapferry.verify;

import io.snapferry.manifest.ManifestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The keys that a manifest lists, and the size of each object in the bucket: a hash table in three arrays, 24 bytes a slot,
 * that holds half a SHA-256 instead of each key. Not thread-safe.
 */
final class ListedKeys {
    /** 384 TiB in chunks of the default size; keeps the table under 200 MiB. */
    static final int MAX_COUNT = 3_000_000;

    /** What {@link #storedSizeBytes} gives for an object that is not in the bucket. */
    static final long NOT_STORED = -1;

    private static final int INITIAL_SLOTS = 1 << 10;
    private static final double MAX_LOAD = 0.75;

    private final int maxCount;
    private final MessageDigest sha256;
    private long[] high = new long[INITIAL_SLOTS];
    private long[] low = new long[INITIAL_SLOTS];
    private long[] sizes = new long[INITIAL_SLOTS];
    private int count;

    ListedKeys() {
        this(MAX_COUNT);
    }

    /** @param maxCount that are taken */
    ListedKeys(int maxCount) {
        this.maxCount = maxCount;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Takes in a key of the manifest.
     *
     * @return whether it is new
     * @throws ManifestException when there are too many
     */
    boolean add(String key) throws ManifestException {
        ByteBuffer digest = digest(key);
        long keyHigh = digest.getLong();
        long keyLow = digest.getLong();
        int slot = slot(keyHigh, keyLow);
        if (isTaken(slot)) {
            return false;
        }
        if (count == maxCount) {
            throw new ManifestException("the manifest lists more than " + maxCount + " objects");
        }
        put(slot, keyHigh, keyLow, NOT_STORED);
        count++;
        if (count > MAX_LOAD * high.length) {
            grow();
        }
        return true;
    }

    /**
     * Says that the bucket has an object.
     *
     * @return whether the manifest lists it
     */
    boolean stored(String key, long sizeBytes) {
        int slot = slot(key);
        if (!isTaken(slot)) {
            return false;
        }
        sizes[slot] = sizeBytes;
        return true;
    }

    /** Of a listed object in the bucket, or {@link #NOT_STORED}. */
    long storedSizeBytes(String key) {
        int slot = slot(key);
        return isTaken(slot) ? sizes[slot] : NOT_STORED;
    }

    private ByteBuffer digest(String key) {
        return ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    private int slot(String key) {
        ByteBuffer digest = digest(key);
        return slot(digest.getLong(), digest.getLong());
    }

    /** Where the key is, or would be. A digest of zeros marks a free slot: nobody has seen one yet. */
    private int slot(long keyHigh, long keyLow) {
        int mask = high.length - 1;
        int slot = (int) keyLow & mask;
        while (isTaken(slot) && (high[slot] != keyHigh || low[slot] != keyLow)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isTaken(int slot) {
        return (high[slot] | low[slot]) != 0;
    }

    private void put(int slot, long keyHigh, long keyLow, long size) {
        high[slot] = keyHigh;
        low[slot] = keyLow;
        sizes[slot] = size;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldSizes = sizes;
        high = new long[2 * oldHigh.length];
        low = new long[high.length];
        sizes = new long[high.length];
        for (int i = 0; i < oldHigh.length; i++) {
            if ((oldHigh[i] | oldLow[i]) != 0) {
                put(slot(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldSizes[i]);
            }
        }
    }
}
