package io.snapferry.wiredtiger.visibility;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.FastTruncate;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.TreeCursor;
import io.snapferry.wiredtiger.btree.TreeRoot;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.page.ValidityWindow;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of a table that is not in the journal, as of a {@link ReadPoint}: what is in the tree where that is old enough,
 * and what the history store has where it is not. The history store is opened when it is needed first.
 */
public final class VisibleCursor implements RecordCursor {
    private final ReadPoint point;
    private final Table table;
    private final TreeCursor cursor;
    private final Slice older = new Slice();

    private @Nullable HistoryStore history;
    private boolean isOlder;

    /**
     * What must be known of the table.
     *
     * @param id by which the history store calls it
     * @param runWriteGeneration of its checkpoint
     * @param history the history store's tree
     * @param historyRunWriteGeneration of the history store's checkpoint
     * @param isText whether values are of the format {@code S}
     */
    public record Table(
            TreeRoot tree,
            int id,
            long runWriteGeneration,
            TreeRoot history,
            long historyRunWriteGeneration,
            boolean isText) {}

    /** Opens the table's file. */
    public VisibleCursor(Table table, ReadPoint point) throws IOException {
        this.table = table;
        this.point = point;
        this.cursor = new TreeCursor(table.tree(), this::isTruncated);
    }

    private boolean isTruncated(FastTruncate truncate, long pageWriteGeneration) {
        return point.isStable(truncate.durable())
                && point.isVisible(truncate.transaction(), table.runWriteGeneration(), pageWriteGeneration);
    }

    @Override
    public void seek(KeyRange range) throws IOException {
        isOlder = false;
        cursor.seek(range);
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.next()) {
            isOlder = false;
            ValidityWindow window = cursor.window();
            if (window.isAlways()) {
                return true;
            }
            if (isTooNew(window)) {
                if (findOlder(window)) {
                    isOlder = true;
                    return true;
                }
            } else if (!isEnded(window)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTooNew(ValidityWindow window) {
        if (!point.isStable(window.startDurable()) || !isVisible(window.startTransaction())) {
            return true;
        }
        if (!window.isPrepared()) {
            return false;
        }
        // Prepared with another begin than end: the begin is committed, the end is what is prepared.
        return !window.hasStop()
                || (window.startTimestamp() == window.stopTimestamp()
                        && window.startTransaction() == window.stopTransaction());
    }

    private boolean isEnded(ValidityWindow window) {
        return window.hasStop()
                && !window.isPrepared()
                && point.isStable(window.stopDurable())
                && isVisible(window.stopTransaction());
    }

    private boolean isVisible(long transaction) {
        return point.isVisible(transaction, table.runWriteGeneration(), cursor.pageWriteGeneration());
    }

    private boolean findOlder(ValidityWindow window) throws IOException {
        HistoryStore store = history;
        if (store == null) {
            store = new HistoryStore(table.history(), point, table.historyRunWriteGeneration());
            history = store;
        }
        Optional<byte[]> found = store.find(
                table.id(),
                cursor.key(),
                new HistoryStore.Newest(
                        cursor::value,
                        window.startTimestamp(),
                        window.startTransaction(),
                        window.isPrepared(),
                        table.isText()));
        found.ifPresent(bytes -> older.set(bytes, 0, bytes.length));
        return found.isPresent();
    }

    @Override
    public Slice key() {
        return cursor.key();
    }

    @Override
    public Slice value() throws IOException {
        return isOlder ? older : cursor.value();
    }

    @Override
    public WiredTigerFormatException malformed(String reason) {
        return cursor.malformed(reason);
    }

    @Override
    public void close() throws IOException {
        try (cursor) {
            HistoryStore store = history;
            if (store != null) {
                store.close();
            }
        }
    }
}
