package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a checkpoint holds of a table, and what a cursor gives of it. Keys and values are texts of one byte per character. */
final class MemoryTable implements RecordCursor {
    private final NavigableMap<Key, byte[]> records = new TreeMap<>();
    private Iterator<Map.Entry<Key, byte[]>> rest;
    private Map.Entry<Key, byte[]> current = Map.entry(key(""), new byte[0]);
    private boolean isClosed;

    MemoryTable(Map<String, String> records) {
        records.forEach((key, value) -> this.records.put(key(key), bytes(value)));
        rest = this.records.entrySet().iterator();
    }

    static Key key(String text) {
        return Key.copyOf(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Slice slice) {
        return new String(slice.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** All that a cursor gives from where it stands. */
    static Map<String, String> read(RecordCursor cursor) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        while (cursor.next()) {
            String previous = found.put(text(cursor.key()), text(cursor.value()));
            if (previous != null) {
                throw new AssertionError("key twice: " + cursor.key());
            }
        }
        return found;
    }

    @Override
    public void seek(KeyRange range) {
        NavigableMap<Key, byte[]> wanted = records;
        if (range.from().isPresent()) {
            wanted = wanted.tailMap(range.from().get(), true);
        }
        if (range.to().isPresent()) {
            wanted = wanted.headMap(range.to().get(), false);
        }
        rest = wanted.entrySet().iterator();
    }

    @Override
    public boolean next() {
        if (!rest.hasNext()) {
            return false;
        }
        current = rest.next();
        return true;
    }

    @Override
    public Slice key() {
        return current.getKey().slice();
    }

    @Override
    public Slice value() {
        return Slice.of(current.getValue());
    }

    @Override
    public WiredTigerFormatException malformed(String reason) {
        return WiredTigerFormatException.inFile("table.wt", reason);
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
