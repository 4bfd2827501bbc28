package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the journal changes, by table and key. Built once, then read by any number of threads; temporary files are deleted
 * when it is closed.
 */
public final class Changes implements Closeable {
    private final SortedChanges changes;
    private final Map<Integer, Truncates> truncates;
    private final JournalEnd end;
    private final long count;

    private Changes(SortedChanges changes, Map<Integer, Truncates> truncates, JournalEnd end, long count) {
        this.changes = changes;
        this.truncates = truncates;
        this.end = end;
        this.count = count;
    }

    /** Says for each table which of its changes are wanted. */
    @FunctionalInterface
    public interface Wanted {
        /**
         * Whether a change counts.
         *
         * @param fileId unsigned
         * @param position of its transaction
         */
        boolean wants(int fileId, LogSequenceNumber position);
    }

    /**
     * Reads the journal.
     *
     * @param start in a file that is there
     * @param memoryBytes of changes that are kept in memory, at least 1, of which twice as many may be in use for a moment;
     *     more of them go to temporary files. Ranges that were removed as a whole are always in memory
     * @param directory for temporary files
     */
    public static Changes read(Journal journal, LogSequenceNumber start, Wanted wanted, int memoryBytes, Path directory)
            throws IOException {
        try (Collector collector = new Collector(wanted, memoryBytes, directory)) {
            return collector.finish(journal.read(start, collector));
        }
    }

    /** Up to where the journal was read. */
    public JournalEnd end() {
        return end;
    }

    /** How many changes of wanted tables there are. */
    public long count() {
        return count;
    }

    /** Whether anything of a table is changed. */
    public boolean has(int fileId) {
        return changes.has(fileId) || truncates.containsKey(fileId);
    }

    /**
     * Lays the changes over what the checkpoint holds.
     *
     * @param base is closed with the result
     * @param isText whether the table's values are of the format {@code S}
     */
    public RecordCursor over(RecordCursor base, int fileId, boolean isText) throws IOException {
        return new OverlaidCursor(
                base,
                range -> changes.open(fileId, range.from().map(Key::slice)),
                truncates.getOrDefault(fileId, Truncates.NONE),
                isText);
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }

    private static final class Collector implements ChangeReceiver, Closeable {
        private final Wanted wanted;
        private final SortedChanges.Builder changes;
        private final Map<Integer, List<TruncatedRange>> truncated = new HashMap<>();
        private long sequence;

        Collector(Wanted wanted, int memoryBytes, Path directory) {
            this.wanted = wanted;
            this.changes = new SortedChanges.Builder(memoryBytes, directory);
        }

        @Override
        public boolean wants(int fileId, LogSequenceNumber position) {
            return wanted.wants(fileId, position);
        }

        @Override
        public void change(int fileId, ChangeKind kind, Slice key, Slice value) throws IOException {
            changes.add(fileId, kind, sequence++, key, value);
        }

        @Override
        public void truncate(int fileId, Optional<Slice> first, Optional<Slice> last) {
            truncated
                    .computeIfAbsent(fileId, id -> new ArrayList<>())
                    .add(new TruncatedRange(sequence++, first.map(Key::copyOf), last.map(Key::copyOf)));
        }

        Changes finish(JournalEnd end) {
            Map<Integer, Truncates> truncates = new HashMap<>();
            truncated.forEach((fileId, ranges) -> truncates.put(fileId, new Truncates(ranges)));
            return new Changes(changes.finish(), truncates, end, sequence);
        }

        @Override
        public void close() throws IOException {
            changes.close();
        }
    }
}
