package io.snapferry.wiredtiger;

import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** Records as lines of text, to be compared: key and value in hex. */
public final class Records {
    private Records() {}

    /** All records of a table. */
    public static List<String> of(Path directory, String file) throws IOException {
        return of(directory, file, KeyRange.ALL);
    }

    /** The records of a table in a range of keys. */
    public static List<String> of(Path directory, String file, KeyRange range) throws IOException {
        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults());
                RecordCursor cursor = opened.records(opened.file(file).orElseThrow())) {
            cursor.seek(range);
            return of(cursor);
        }
    }

    /** What is left in a cursor. */
    public static List<String> of(RecordCursor cursor) throws IOException {
        List<String> lines = new ArrayList<>();
        while (cursor.next()) {
            lines.add(cursor.key() + " " + cursor.value());
        }
        return lines;
    }

    /** What should be read of entries. */
    public static List<String> expected(Iterable<Entry> entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> HexFormat.of().formatHex(entry.key()) + " "
                        + HexFormat.of().formatHex(entry.value()))
                .toList();
    }
}
