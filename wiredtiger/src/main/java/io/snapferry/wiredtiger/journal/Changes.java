package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal changes, by table and key. Built once, then read by any number of threads; temporary files are deleted
 * when it is closed.
 */
public final class Changes implements Closeable {
    private final List<SortedRun> runs;
    private final Map<Integer, Truncates> truncates;
    private final Set<Integer> changedFiles;
    private final JournalEnd end;
    private final long count;

    private Changes(
            List<SortedRun> runs,
            Map<Integer, Truncates> truncates,
            Set<Integer> changedFiles,
            JournalEnd end,
            long count) {
        this.runs = runs;
        this.truncates = truncates;
        this.changedFiles = changedFiles;
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
        Collector collector = new Collector(wanted, memoryBytes, directory);
        try {
            return collector.finish(journal.read(start, collector));
        } catch (IOException | RuntimeException | Error e) {
            closeAll(collector.runs).ifPresent(e::addSuppressed);
            throw e;
        }
    }

    /** Closes all of them, even if one cannot be, and returns the last failure. */
    private static Optional<IOException> closeAll(List<? extends Closeable> closeables) {
        Optional<IOException> failure = Optional.empty();
        for (Closeable closeable : closeables) {
            try {
                closeable.close();
            } catch (IOException e) {
                failure.ifPresent(e::addSuppressed);
                failure = Optional.of(e);
            }
        }
        return failure;
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
        return changedFiles.contains(fileId);
    }

    /**
     * Lays the changes over what the checkpoint holds.
     *
     * @param base is closed with the result
     * @param isText whether the table's values are of the format {@code S}
     */
    public RecordCursor over(RecordCursor base, int fileId, boolean isText) throws IOException {
        return new OverlaidCursor(
                base, range -> open(fileId, range), truncates.getOrDefault(fileId, Truncates.NONE), isText);
    }

    private ChangeCursor open(int fileId, KeyRange range) throws IOException {
        List<RunCursor> cursors = new ArrayList<>();
        try {
            for (SortedRun run : runs) {
                cursors.add(run.open(fileId, range.from().map(Key::slice)));
            }
        } catch (IOException e) {
            closeAll(cursors).ifPresent(e::addSuppressed);
            throw e;
        }
        return new ChangeCursor(cursors);
    }

    @Override
    public void close() throws IOException {
        Optional<IOException> failure = closeAll(runs);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static final class Collector implements ChangeReceiver {
        private final Wanted wanted;
        private final int memoryBytes;
        private final Path directory;
        private final List<SortedRun> runs = new ArrayList<>();
        private final Map<Integer, List<TruncatedRange>> truncated = new HashMap<>();
        private final Set<Integer> changedFiles = new HashSet<>();
        private ChangeBatch batch = new ChangeBatch();
        private long sequence;

        Collector(Wanted wanted, int memoryBytes, Path directory) {
            this.wanted = wanted;
            this.memoryBytes = memoryBytes;
            this.directory = directory;
        }

        @Override
        public boolean wants(int fileId, LogSequenceNumber position) {
            return wanted.wants(fileId, position);
        }

        @Override
        public void change(int fileId, ChangeKind kind, Slice key, Slice value) throws IOException {
            if (!batch.hasRoom(key, value, memoryBytes)) {
                runs.add(FileRun.write(batch, directory));
                batch = new ChangeBatch();
            }
            batch.add(fileId, kind, sequence++, key, value);
            changedFiles.add(fileId);
        }

        @Override
        public void truncate(int fileId, Optional<Slice> first, Optional<Slice> last) {
            truncated
                    .computeIfAbsent(fileId, id -> new ArrayList<>())
                    .add(new TruncatedRange(sequence++, first.map(Key::copyOf), last.map(Key::copyOf)));
            changedFiles.add(fileId);
        }

        Changes finish(JournalEnd end) {
            if (!batch.isEmpty()) {
                runs.add(new MemoryRun(batch));
            }
            Map<Integer, Truncates> truncates = new HashMap<>();
            truncated.forEach((fileId, ranges) -> truncates.put(fileId, new Truncates(ranges)));
            return new Changes(runs, truncates, changedFiles, end, sequence);
        }
    }
}
