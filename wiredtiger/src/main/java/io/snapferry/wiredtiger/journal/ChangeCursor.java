package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Walks over the changes of one table in all runs, by key and, for one key, in the order in which they happened. For one
 * thread. */
public final class ChangeCursor implements Closeable {
    private final List<RunCursor> runs;
    private final PriorityQueue<RunCursor> ahead = new PriorityQueue<>(
            Comparator.<RunCursor, Slice>comparing(run -> run.change().key(), Slice::compareBytes)
                    .thenComparingLong(run -> run.change().sequence()));
    private boolean isStarted;

    /** @param runs stand before their first change, and are closed with this */
    ChangeCursor(List<RunCursor> runs) {
        this.runs = new ArrayList<>(runs);
    }

    /** Goes to the next change; false when there is none. */
    public boolean next() throws IOException {
        if (!isStarted) {
            isStarted = true;
            for (RunCursor run : runs) {
                if (run.next()) {
                    ahead.add(run);
                }
            }
            return !ahead.isEmpty();
        }
        RunCursor current = ahead.poll();
        if (current != null && current.next()) {
            ahead.add(current);
        }
        return !ahead.isEmpty();
    }

    private ChangeView current() {
        return ahead.element().change();
    }

    /** What happens to the record. */
    public ChangeKind kind() {
        return current().kind();
    }

    /** Its place in the order of all changes. */
    public long sequence() {
        return current().sequence();
    }

    /** Which record it changes; valid until the next move. */
    public Slice key() {
        return current().key();
    }

    /** What it gets; valid until the next move. */
    public Slice value() {
        return current().value();
    }

    @Override
    public void close() throws IOException {
        for (RunCursor run : runs) {
            run.close();
        }
    }
}
