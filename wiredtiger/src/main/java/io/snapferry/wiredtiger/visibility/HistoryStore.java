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
import java.util.OptionalLong;

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

    /**
     * More modifications than this between a version and the next one that is told as a whole are damage: a server writes
     * a whole one after some ten.
     */
    private static final int MAX_MODIFICATIONS = 100_000;

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
     * Where the answer is among the versions of a record, which are counted from the oldest on.
     *
     * @param index of the newest version that belongs to the point in time
     * @param wholeIndex of the nearest whole version from there on; empty when there is none, so that the value in the tree
     *     is the next one
     * @param isDeleted whether the version ended before the point in time and no newer one began then
     */
    private record Place(long index, OptionalLong wholeIndex, boolean isDeleted) {}

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
        Optional<Place> place = place(prefix, newest).filter(found -> !found.isDeleted());
        return place.isEmpty() ? Optional.empty() : Optional.of(value(prefix, place.get(), newest));
    }

    /** Keeps nothing of the versions that it passes: there may be many. */
    private Optional<Place> place(byte[] prefix, Newest newest) throws IOException {
        Optional<Place> place = Optional.empty();
        Optional<Version> ended = Optional.empty();
        goTo(prefix);
        for (long index = 0; isOnRecord && startsWith(cursor.key(), prefix); index++) {
            Version version = version();
            if (version.isStartStable()) {
                ended = Optional.of(version).filter(Version::isStopStable);
                place = Optional.of(new Place(index, wholeIndex(version, index, newest), ended.isPresent()));
            } else if (place.isPresent()) {
                Place found = place.get();
                boolean endsHere = ended.filter(
                                one -> endsAt(one, version.startTimestamp(), version.startTransaction()))
                        .isPresent();
                ended = Optional.empty();
                place = Optional.of(new Place(
                        found.index(),
                        found.wholeIndex().isPresent() ? found.wholeIndex() : wholeIndex(version, index, newest),
                        found.isDeleted() && !endsHere));
            }
            isOnRecord = cursor.next();
        }
        if (ended.filter(one -> endsAt(one, newest.startTimestamp(), newest.startTransaction()))
                .isPresent()) {
            return place.map(found -> new Place(found.index(), found.wholeIndex(), false));
        }
        return place;
    }

    private static OptionalLong wholeIndex(Version version, long index, Newest newest) {
        return version.isWhole() && counts(version, newest) ? OptionalLong.of(index) : OptionalLong.empty();
    }

    /** Whether a version ended because a newer one took its place, so that it was not deleted. */
    private static boolean endsAt(Version version, long timestamp, long transaction) {
        return version.stopTimestamp() == timestamp && version.stopTransaction() == transaction;
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
    private byte[] value(byte[] prefix, Place place, Newest newest) throws IOException {
        byte[] value = place.wholeIndex().isPresent()
                ? new byte[0]
                : newest.value().read().toByteArray();
        List<byte[]> modifications = new ArrayList<>();
        goTo(prefix);
        for (long index = 0; isOnRecord && startsWith(cursor.key(), prefix); index++) {
            if (index >= place.index() && counts(version(), newest)) {
                if (place.wholeIndex().equals(OptionalLong.of(index))) {
                    value = data();
                    break;
                }
                if (modifications.size() == MAX_MODIFICATIONS) {
                    throw cursor.malformed("more than " + MAX_MODIFICATIONS + " modifications one behind the other");
                }
                modifications.add(data());
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
