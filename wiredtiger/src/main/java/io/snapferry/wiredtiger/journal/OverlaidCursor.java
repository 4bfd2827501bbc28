package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.visibility.Modification;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of the checkpoint with the journal's changes laid over them: both are walked side by side. The changes of one
 * key are applied one after another, so that only one value is in memory, however often it was changed.
 */
final class OverlaidCursor implements RecordCursor {
    private static final long BEFORE_ALL = -1;
    private static final long AFTER_ALL = Long.MAX_VALUE;

    private final RecordCursor base;
    private final Opener opener;
    private final Truncates truncates;
    private final boolean isText;
    private final Slice changedKey = new Slice();
    private final Slice changedValue = new Slice();

    private @Nullable ChangeCursor changes;
    private Truncates.Walk truncated;
    private Optional<Slice> to = Optional.empty();
    private boolean isAtStart = true;
    private boolean hasBase;
    private boolean hasChange;
    private boolean isBaseCurrent;

    /** Opens the changes of the table at a range. */
    interface Opener {
        ChangeCursor open(KeyRange range) throws IOException;
    }

    OverlaidCursor(RecordCursor base, Opener opener, Truncates truncates, boolean isText) {
        this.base = base;
        this.opener = opener;
        this.truncates = truncates;
        this.truncated = truncates.walk();
        this.isText = isText;
    }

    @Override
    public void seek(KeyRange range) throws IOException {
        base.seek(range);
        begin(range);
    }

    private ChangeCursor begin(KeyRange range) throws IOException {
        closeChanges();
        ChangeCursor opened = opener.open(range);
        changes = opened;
        truncated = truncates.walk();
        to = range.to().map(key -> key.slice());
        isAtStart = true;
        isBaseCurrent = false;
        return opened;
    }

    @Override
    public boolean next() throws IOException {
        ChangeCursor current = changes;
        if (current == null) {
            current = begin(KeyRange.ALL);
        }
        if (isAtStart) {
            isAtStart = false;
            hasBase = base.next();
            moveChange(current);
        } else if (isBaseCurrent) {
            hasBase = base.next();
        }
        isBaseCurrent = false;
        while (hasBase || hasChange) {
            int order = !hasChange ? -1 : !hasBase ? 1 : base.key().compareBytes(current.key());
            if (order < 0) {
                if (!truncated.covers(base.key(), BEFORE_ALL, AFTER_ALL)) {
                    isBaseCurrent = true;
                    return true;
                }
                hasBase = base.next();
            } else if (applyChanges(current, order == 0)) {
                return true;
            }
        }
        return false;
    }

    private void moveChange(ChangeCursor current) throws IOException {
        hasChange = current.next()
                && to.filter(end -> current.key().compareBytes(end) >= 0).isEmpty();
    }

    /** Applies all changes of the next changed key, and tells whether there is a record then. */
    private boolean applyChanges(ChangeCursor current, boolean isInBase) throws IOException {
        byte[] key = current.key().toByteArray();
        changedKey.set(key, 0, key.length);
        boolean exists = isInBase;
        byte[] value = isInBase ? base.value().toByteArray() : new byte[0];
        long last = BEFORE_ALL;
        while (hasChange && current.key().compareBytes(changedKey) == 0) {
            if (truncated.covers(changedKey, last, current.sequence())) {
                exists = false;
            }
            last = current.sequence();
            switch (current.kind()) {
                case PUT -> {
                    exists = true;
                    value = current.value().toByteArray();
                }
                case REMOVE -> exists = false;
                case MODIFY -> {
                    if (exists) {
                        value = modified(value, current.value());
                    }
                }
            }
            moveChange(current);
        }
        if (isInBase) {
            hasBase = base.next();
        }
        changedValue.set(value, 0, value.length);
        return exists && !truncated.covers(changedKey, last, AFTER_ALL);
    }

    private byte[] modified(byte[] value, Slice modification) throws WiredTigerFormatException {
        try {
            return Modification.apply(Slice.of(value), modification, isText);
        } catch (MalformedException e) {
            throw malformed("journal: " + e.reason());
        }
    }

    @Override
    public Slice key() {
        return isBaseCurrent ? base.key() : changedKey;
    }

    @Override
    public Slice value() throws IOException {
        return isBaseCurrent ? base.value() : changedValue;
    }

    @Override
    public WiredTigerFormatException malformed(String reason) {
        return base.malformed(reason);
    }

    private void closeChanges() throws IOException {
        ChangeCursor current = changes;
        if (current != null) {
            current.close();
            changes = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeChanges();
        base.close();
    }
}
