package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.wiredtiger.journal.ChangeCursor;
import io.snapferry.wiredtiger.journal.ChangeKind;
import io.snapferry.wiredtiger.journal.SortedChanges;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes by _id into changes by record. The collection is in the order of its records, the changes are in the order
 * of the _id, so neither can be looked up in the other:
 *
 * <pre>
 * changes by _id  ->  filter
 * records         ->  those that the filter lets through, sorted by _id
 * both            ->  side by side, one _id at a time  ->  changes by record, sorted by record
 * </pre>
 *
 * Memory is bounded by the settings and by the largest document. For one thread.
 */
final class Resolution {
    private static final int TABLE = 0;
    private static final int LENGTH_BYTES = 4;

    private final SortedChanges changesById;
    private final int number;
    private final OplogSettings settings;

    private NewKey newKey = new NewKey(false, 0);
    private long sequence;
    private long documentDelta;
    private long byteDelta;

    /** @param number of the collection in the changes */
    Resolution(SortedChanges changesById, int number, OplogSettings settings) {
        this.changesById = changesById;
        this.number = number;
        this.settings = settings;
    }

    /**
     * @param changeCount how many changes of the collection there are
     * @throws UnappliableException when a change does not fit its document
     */
    ResolvedCollection run(long changeCount, BaseRecords base) throws IOException {
        IdFilter filter = filter(changeCount);
        try (SortedChanges.Builder sorted = builder();
                SortedChanges.Builder result = builder()) {
            sortRecords(filter, base, sorted);
            try (SortedChanges records = sorted.finish();
                    ChangeCursor changes = changesById.open(number, Optional.empty());
                    ChangeCursor before = records.open(TABLE, Optional.empty())) {
                merge(changes, before, result);
            }
            return new ResolvedCollection(result.finishInFiles(), documentDelta, byteDelta);
        }
    }

    private SortedChanges.Builder builder() {
        return new SortedChanges.Builder(Math.max(1, settings.memoryBytes() / 2), settings.temporaryDirectory());
    }

    private IdFilter filter(long changeCount) throws IOException {
        IdFilter filter = new IdFilter(changeCount, settings.filterBytes());
        try (ChangeCursor changes = changesById.open(number, Optional.empty())) {
            while (changes.next()) {
                filter.add(changes.key());
            }
        }
        return filter;
    }

    /** The value of each is the length of its key, the key and the document. */
    private void sortRecords(IdFilter filter, BaseRecords base, SortedChanges.Builder sorted) throws IOException {
        Optional<Slice> lastKey = Optional.empty();
        try (RecordCursor records = base.open()) {
            byte[] key = new byte[0];
            while (records.next()) {
                Slice document = records.value();
                key = copy(records.key(), key);
                lastKey = Optional.of(new Slice().set(key, 0, records.key().length()));
                Optional<Field> id = Fields.find(document.bytes(), document.offset(), document.length(), "_id");
                if (id.isEmpty()) {
                    continue;
                }
                Slice idKey = Slice.of(IdKey.of(id.get()));
                if (filter.mayContain(idKey)) {
                    sorted.add(TABLE, ChangeKind.PUT, sequence++, idKey, withKey(records.key(), document));
                }
            }
        }
        newKey = NewKey.behind(base.keyFormat(), lastKey);
    }

    private static byte[] copy(Slice slice, byte[] into) {
        byte[] target = into.length < slice.length() ? new byte[2 * slice.length()] : into;
        System.arraycopy(slice.bytes(), slice.offset(), target, 0, slice.length());
        return target;
    }

    private static Slice withKey(Slice key, Slice document) {
        byte[] value = new byte[LENGTH_BYTES + key.length() + document.length()];
        ByteBuffer.wrap(value)
                .putInt(key.length())
                .put(key.bytes(), key.offset(), key.length())
                .put(document.bytes(), document.offset(), document.length());
        return Slice.of(value);
    }

    private void merge(ChangeCursor changes, ChangeCursor before, SortedChanges.Builder result) throws IOException {
        boolean hasChange = changes.next();
        boolean hasRecord = before.next();
        while (hasChange) {
            Slice id = Slice.of(changes.key().toByteArray());
            while (hasRecord && before.key().compareBytes(id) < 0) {
                hasRecord = before.next();
            }
            Document document = new Document();
            if (hasRecord && before.key().compareBytes(id) == 0) {
                document = Document.ofRecord(before.value());
                hasRecord = before.next();
                verify(
                        !hasRecord || before.key().compareBytes(id) != 0,
                        "two documents with the same _id, one of them at record key "
                                + Slice.of(document.requireRecordKey()));
            }
            while (hasChange && changes.key().compareBytes(id) == 0) {
                document.apply(changes);
                hasChange = changes.next();
            }
            write(document, result);
        }
    }

    private void write(Document document, SortedChanges.Builder result) throws IOException {
        byte[] oldKey = document.recordKey;
        byte[] content = document.content;
        if (oldKey != null && (content == null || !document.isInPlace)) {
            result.add(TABLE, ChangeKind.REMOVE, sequence++, Slice.of(oldKey), new Slice());
        }
        if (content != null) {
            byte[] key = document.isInPlace && oldKey != null ? oldKey : newKey.of(document.insertedAt, content);
            result.add(TABLE, ChangeKind.PUT, sequence++, Slice.of(key), Slice.of(content));
        }
        documentDelta += (content == null ? 0 : 1) - (oldKey == null ? 0 : 1);
        byteDelta += (content == null ? 0 : content.length) - document.oldLength;
    }

    /** One document while its changes are applied. */
    private static final class Document {
        private byte @Nullable [] recordKey;
        private byte @Nullable [] content;
        private int oldLength;
        private boolean isInPlace;
        private long insertedAt;

        static Document ofRecord(Slice value) {
            int keyLength = ByteBuffer.wrap(value.bytes()).getInt(value.offset());
            int key = value.offset() + LENGTH_BYTES;
            int end = value.offset() + value.length();
            Document document = new Document();
            document.recordKey = Arrays.copyOfRange(value.bytes(), key, key + keyLength);
            byte[] content = Arrays.copyOfRange(value.bytes(), key + keyLength, end);
            document.content = content;
            document.oldLength = content.length;
            document.isInPlace = true;
            return document;
        }

        byte[] requireRecordKey() {
            byte[] key = recordKey;
            return key == null ? new byte[0] : key;
        }

        void apply(ChangeCursor changes) {
            DocumentChange change = DocumentChange.of(changes.value());
            try {
                switch (changes.kind()) {
                    case PUT -> insert(change.operand().toByteArray(), changes.sequence());
                    case REMOVE -> {
                        content = null;
                        isInPlace = false;
                    }
                    case MODIFY -> update(change, changes.sequence());
                }
            } catch (UnappliableException e) {
                throw new UnappliableException("oplog entry " + OplogTime.text(change.timestamp()) + ": " + e.reason());
            }
        }

        /** One that is there is replaced, as the server does when it applies an entry again. */
        private void insert(byte[] inserted, long sequence) {
            if (content == null) {
                insertedAt = sequence;
            }
            content = inserted;
        }

        /** What is not there is not updated: a later entry has removed it, and was applied already. */
        private void update(DocumentChange change, long sequence) {
            byte[] old = content;
            byte[] update = change.operand().toByteArray();
            if (old != null) {
                content = Update.apply(old, update);
            } else if (change.isUpsert()) {
                verify(
                        Update.isReplacement(Fields.of(update)),
                        "an upsert of a document that is not there, by something else than the whole document");
                insert(update, sequence);
            }
        }
    }
}
