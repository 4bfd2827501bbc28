package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of many tables, sorted by table and key and, for one key, in the order in which they were added. A bounded amount
 * of them is in memory, the rest in temporary files. Built once, then read by any number of threads; the files are deleted
 * when it is closed.
 */
public final class SortedChanges implements Closeable {
    private final List<SortedRun> runs;
    private final Set<Integer> changedTables;

    private SortedChanges(List<SortedRun> runs, Set<Integer> changedTables) {
        this.runs = List.copyOf(runs);
        this.changedTables = Set.copyOf(changedTables);
    }

    /** Whether there is a change of a table. */
    public boolean has(int table) {
        return changedTables.contains(table);
    }

    /**
     * Stands before the first change of a table.
     *
     * @param from if present, before its first change at or behind this key
     */
    public ChangeCursor open(int table, Optional<Slice> from) throws IOException {
        List<RunCursor> cursors = new ArrayList<>();
        try {
            for (SortedRun run : runs) {
                cursors.add(run.open(table, from));
            }
        } catch (IOException | RuntimeException e) {
            closeAll(cursors).ifPresent(e::addSuppressed);
            throw e;
        }
        return new ChangeCursor(cursors);
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

    /**
     * Lays the changes of a table over its records.
     *
     * @param base is closed with the result
     */
    public RecordCursor over(RecordCursor base, int table) {
        return new OverlaidCursor(base, range -> open(table, range.from().map(Key::slice)), Truncates.NONE, false);
    }

    @Override
    public void close() throws IOException {
        Optional<IOException> failure = closeAll(runs);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Takes changes in the order in which they happen. For one thread. */
    public static final class Builder implements Closeable {
        private final int memoryBytes;
        private final Path directory;
        private final List<SortedRun> runs = new ArrayList<>();
        private final Set<Integer> changedTables = new HashSet<>();
        private ChangeBatch batch = new ChangeBatch();

        /**
         * @param memoryBytes of changes that are kept in memory, at least 1; one change that is larger is kept all the same
         * @param directory for temporary files
         */
        public Builder(int memoryBytes, Path directory) {
            this.memoryBytes = memoryBytes;
            this.directory = directory;
        }

        /**
         * Adds a change; key and value are copied.
         *
         * @param table of which the change is, unsigned
         * @param sequence not below that of any change before
         */
        public void add(int table, ChangeKind kind, long sequence, Slice key, Slice value) throws IOException {
            if (!batch.hasRoom(key, value, memoryBytes)) {
                runs.add(FileRun.write(batch, directory));
                batch = new ChangeBatch();
            }
            batch.add(table, kind, sequence, key, value);
            changedTables.add(table);
        }

        /** Ends the building; the files belong to the result then. */
        public SortedChanges finish() {
            if (!batch.isEmpty()) {
                runs.add(new MemoryRun(batch));
            }
            SortedChanges result = new SortedChanges(runs, changedTables);
            runs.clear();
            return result;
        }

        /** As {@link #finish}, and keeps nothing in memory. */
        public SortedChanges finishInFiles() throws IOException {
            if (!batch.isEmpty()) {
                runs.add(FileRun.write(batch, directory));
                batch = new ChangeBatch();
            }
            return finish();
        }

        /** Deletes the files, unless the building was ended. */
        @Override
        public void close() throws IOException {
            Optional<IOException> failure = closeAll(runs);
            runs.clear();
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
