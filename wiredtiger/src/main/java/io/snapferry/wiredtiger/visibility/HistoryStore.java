package io.snapferry.wiredtiger.visibility;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.TreeCursor;
import io.snapferry.wiredtiger.btree.TreeRoot;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.PackedWriter;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.page.ValidityWindow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Older versions of records, for when the one in the tree is too new. A table of its own:
 *
 * <pre>
 *  key    file id, key of the record, start timestamp, counter
 *  value  stop durable timestamp, start durable timestamp, type, data
 * </pre>
 *
 * Versions of one record lie one behind the other, the oldest first. Data is the whole value or, as {@link Modification},
 * how it differs from the next newer one. For one thread.
 */
final class HistoryStore implements Closeable {
    private static final long TYPE_MODIFICATION = 1;
    private static final long TYPE_WHOLE = 3;

    /** Records that are looked up come in about the order of this store: so near ones are reached without a search. */
    private static final int STEPS_BEFORE_SEARCH = 64;

    /** More versions of one record than this are damage: a server keeps some minutes of them. */
    private static final int MAX_VERSIONS = 10_000_000;

    private final TreeCursor cursor;
    private final ReadPoint point;
    private final long runWriteGeneration;
    private final PackedReader reader = new PackedReader();
    private boolean isOnRecord;

    /** @param runWriteGeneration of the store's own checkpoint */
    HistoryStore(TreeRoot tree, ReadPoint point, long runWriteGeneration) throws IOException {
        // Entries that were truncated whole had become obsolete for everyone.
        this.cursor = new TreeCursor(tree, (truncate, generation) -> true);
        this.point = point;
        this.runWriteGeneration = runWriteGeneration;
    }

    /** Reads a value, which may lie in a block of its own that is gone; so only when it is needed. */
    interface Value {
        Slice read() throws IOException;
    }

    /** What is in the tree for the record that is looked up. */
    record Newest(Value value, long startTimestamp, long startTransaction, boolean isPrepared, boolean isText) {}

    private record Version(
            long startTimestamp,
            long startTransaction,
            long stopTimestamp,
            long stopTransaction,
            boolean isStartStable,
            boolean isStopStable,
            boolean isWhole) {}

    /**
     * The newest version that belongs to the point in time.
     *
     * @param fileId of the record's table, unsigned
     * @return empty when the record did not exist then
     */
    Optional<byte[]> find(int fileId, Slice key, Newest newest) throws IOException {
        byte[] prefix = new PackedWriter()
                .unsigned(Integer.toUnsignedLong(fileId))
                .unsigned(key.length())
                .bytes(key)
                .toByteArray();
        List<Version> versions = versions(prefix);
        for (int i = versions.size() - 1; i >= 0; i--) {
            Version version = versions.get(i);
            if (!version.isStartStable()) {
                continue;
            }
            if (version.isStopStable() && !endsWithNewer(version, versions, i, newest)) {
                return Optional.empty();
            }
            return Optional.of(value(prefix, versions, i, newest));
        }
        return Optional.empty();
    }

    private static boolean endsWithNewer(Version version, List<Version> versions, int index, Newest newest) {
        boolean isLast = index + 1 == versions.size();
        long timestamp =
                isLast ? newest.startTimestamp() : versions.get(index + 1).startTimestamp();
        long transaction =
                isLast ? newest.startTransaction() : versions.get(index + 1).startTransaction();
        return version.stopTimestamp() == timestamp && version.stopTransaction() == transaction;
    }

    /** Oldest first, without their data: there may be many. */
    private List<Version> versions(byte[] prefix) throws IOException {
        List<Version> versions = new ArrayList<>();
        goTo(prefix);
        while (isOnRecord && startsWith(cursor.key(), prefix)) {
            if (versions.size() == MAX_VERSIONS) {
                throw cursor.malformed("more than " + MAX_VERSIONS + " versions of one record");
            }
            versions.add(version());
            isOnRecord = cursor.next();
        }
        return versions;
    }

    private void goTo(byte[] prefix) throws IOException {
        Slice wanted = Slice.of(prefix);
        if (isOnRecord && cursor.key().compareBytes(wanted) < 0) {
            for (int step = 0; step < STEPS_BEFORE_SEARCH && isOnRecord; step++) {
                if (cursor.key().compareBytes(wanted) >= 0) {
                    return;
                }
                isOnRecord = cursor.next();
            }
        }
        cursor.seek(new KeyRange(Optional.of(Key.copyOf(prefix)), Optional.empty()));
        isOnRecord = cursor.next();
    }

    private static boolean startsWith(Slice key, byte[] prefix) {
        return key.length() >= prefix.length
                && Arrays.equals(key.bytes(), key.offset(), key.offset() + prefix.length, prefix, 0, prefix.length);
    }

    private Version version() throws IOException {
        try {
            Slice value = cursor.value();
            reader.reset(value.bytes(), value.offset(), value.offset() + value.length());
            long stopDurable = reader.unsigned();
            long startDurable = reader.unsigned();
            long type = reader.unsigned();
            if (type != TYPE_WHOLE && type != TYPE_MODIFICATION) {
                throw new MalformedException(0, "version of type " + Long.toUnsignedString(type) + " is not known");
            }
            ValidityWindow window = cursor.window();
            return new Version(
                    window.startTimestamp(),
                    window.startTransaction(),
                    window.stopTimestamp(),
                    window.stopTransaction(),
                    point.isStable(startDurable) && isVisible(window.startTransaction()),
                    window.hasStop() && point.isStable(stopDurable) && isVisible(window.stopTransaction()),
                    type == TYPE_WHOLE);
        } catch (MalformedException e) {
            throw cursor.malformed(e.reason());
        }
    }

    private boolean isVisible(long transaction) {
        return point.isVisible(transaction, runWriteGeneration, cursor.pageWriteGeneration());
    }

    /** Puts the value together: from the nearest whole one that is not older, by the modifications between. */
    private byte[] value(byte[] prefix, List<Version> versions, int index, Newest newest) throws IOException {
        int from = index;
        while (from < versions.size() && !(versions.get(from).isWhole() && counts(versions.get(from), newest))) {
            from++;
        }
        List<byte[]> modifications = new ArrayList<>();
        byte[] value =
                from < versions.size() ? new byte[0] : newest.value().read().toByteArray();
        goTo(prefix);
        for (int i = 0; i <= Math.min(from, versions.size() - 1); i++) {
            if (i >= index && counts(versions.get(i), newest)) {
                byte[] data = data();
                if (i == from) {
                    value = data;
                } else {
                    modifications.add(data);
                }
            }
            isOnRecord = cursor.next();
        }
        try {
            for (int i = modifications.size() - 1; i >= 0; i--) {
                value = Modification.apply(Slice.of(value), Slice.of(modifications.get(i)), newest.isText());
            }
        } catch (MalformedException e) {
            throw cursor.malformed(e.reason());
        }
        return value;
    }

    /** A version that began after the one in the tree is none of those from which the older ones are told. */
    private static boolean counts(Version version, Newest newest) {
        return newest.isPrepared() || Long.compareUnsigned(version.startTimestamp(), newest.startTimestamp()) <= 0;
    }

    private byte[] data() throws IOException {
        try {
            Slice value = cursor.value();
            reader.reset(value.bytes(), value.offset(), value.offset() + value.length());
            reader.unsigned();
            reader.unsigned();
            reader.unsigned();
            return new Slice()
                    .set(value.bytes(), reader.position(), reader.remaining())
                    .toByteArray();
        } catch (MalformedException e) {
            throw cursor.malformed(e.reason());
        }
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
