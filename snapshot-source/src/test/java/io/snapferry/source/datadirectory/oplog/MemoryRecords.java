package io.snapferry.source.datadirectory.oplog;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.PackedWriter;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Records of a collection or an oplog without a file. */
final class MemoryRecords implements BaseRecords, OplogTable {
    private final String keyFormat;
    private final NavigableMap<Key, byte[]> records = new TreeMap<>();
    private long lastNumber;

    MemoryRecords(String keyFormat) {
        this.keyFormat = keyFormat;
    }

    static MemoryRecords numbered(String... documents) {
        MemoryRecords records = new MemoryRecords("q");
        for (String document : documents) {
            records.append(Bson.bytes(document));
        }
        return records;
    }

    void append(byte[] document) {
        put(++lastNumber, document);
    }

    void put(long number, byte[] document) {
        records.put(Key.copyOf(new PackedWriter().unsigned(number).toByteArray()), document);
    }

    void put(byte[] key, byte[] document) {
        records.put(Key.copyOf(key), document);
    }

    @Override
    public String file() {
        return "collection-1.wt";
    }

    @Override
    public String keyFormat() {
        return keyFormat;
    }

    @Override
    public RecordCursor open() {
        return new Cursor();
    }

    private final class Cursor implements RecordCursor {
        private Iterator<Map.Entry<Key, byte[]>> left = records.entrySet().iterator();
        private Slice key = new Slice();
        private Slice value = new Slice();

        @Override
        public void seek(KeyRange range) {
            NavigableMap<Key, byte[]> part = records;
            if (range.from().isPresent()) {
                part = part.tailMap(range.from().get(), true);
            }
            if (range.to().isPresent()) {
                part = part.headMap(range.to().get(), false);
            }
            left = part.entrySet().iterator();
        }

        @Override
        public boolean next() {
            if (!left.hasNext()) {
                return false;
            }
            Map.Entry<Key, byte[]> record = left.next();
            key = record.getKey().slice();
            value = Slice.of(record.getValue());
            return true;
        }

        @Override
        public Slice key() {
            return key;
        }

        @Override
        public Slice value() {
            return value;
        }

        @Override
        public WiredTigerFormatException malformed(String reason) {
            return WiredTigerFormatException.inFile(file(), reason);
        }

        @Override
        public void close() {}
    }
}
