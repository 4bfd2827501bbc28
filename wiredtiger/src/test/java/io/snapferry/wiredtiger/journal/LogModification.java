package io.snapferry.wiredtiger.journal;

import java.util.ArrayList;
import java.util.List;

/** A value told as changes of another one, ready to be written. */
final class LogModification {
    private record Entry(String bytes, long offset, long replaced) {}

    private final List<Entry> entries = new ArrayList<>();

    LogModification replace(long offset, long replaced, String bytes) {
        entries.add(new Entry(bytes, offset, replaced));
        return this;
    }

    byte[] toByteArray() {
        LogBytes out = new LogBytes().int64(entries.size());
        for (Entry entry : entries) {
            out.int64(entry.bytes().length()).int64(entry.offset()).int64(entry.replaced());
        }
        for (Entry entry : entries) {
            out.text(entry.bytes());
        }
        return out.toByteArray();
    }
}
