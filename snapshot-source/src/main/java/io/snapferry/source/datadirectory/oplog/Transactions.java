package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the operations of transactions. One that is large, or prepared, is written as several entries, each with the time
 * of the one before; they count when the last one is there ({@code applyOps} without {@code partialTxn} and {@code prepare},
 * or {@code commitTransaction}). Of the entries only the times are in memory. For one thread.
 */
final class Transactions {
    /** 16 MiB each: more than a transaction can have in its 60 seconds. */
    private static final int MAX_ENTRIES = 1 << 20;

    private final OplogTable table;
    private final Set<Long> prepared = new HashSet<>();

    Transactions(OplogTable table) {
        this.table = table;
    }

    /** Takes the operations of a transaction, in their order. */
    @FunctionalInterface
    interface Receiver {
        void operation(OplogEntry operation) throws IOException;
    }

    /** How many were prepared and not ended yet. */
    int preparedCount() {
        return prepared.size();
    }

    /** An {@code applyOps} of a transaction: hands out what it commits, which is nothing when more entries follow. */
    void applyOps(OplogEntry entry, Receiver receiver) throws IOException {
        Field object = entry.requireObject();
        if (isTrue(object, "partialTxn")) {
            return;
        }
        if (isTrue(object, "prepare")) {
            prepared.add(entry.timestamp());
            return;
        }
        commit(entry, entry, receiver);
    }

    void commit(OplogEntry commit, Receiver receiver) throws IOException {
        long time = commit.previousInTransaction()
                .orElseThrow(() -> new UnappliableException("a commit without the time of what was prepared"));
        prepared.remove(time);
        OplogEntry last = read(time);
        verify(
                last.op().equals("c") && last.command().equals("applyOps") && isTrue(last.requireObject(), "prepare"),
                "the entry " + OplogTime.text(time) + ", which is committed, was not prepared");
        commit(last, commit, receiver);
    }

    void abort(OplogEntry abort) {
        abort.previousInTransaction().ifPresent(prepared::remove);
    }

    private void commit(OplogEntry last, OplogEntry commit, Receiver receiver) throws IOException {
        Deque<Long> earlier = new ArrayDeque<>();
        Optional<Long> previous = last.previousInTransaction();
        long time = last.timestamp();
        while (previous.isPresent()) {
            verify(
                    Long.compareUnsigned(previous.get(), time) < 0,
                    "the entries of a transaction are not one behind the other at " + OplogTime.text(time));
            verify(earlier.size() < MAX_ENTRIES, "a transaction of more than " + MAX_ENTRIES + " entries");
            time = previous.get();
            earlier.push(time);
            previous = read(time).previousInTransaction();
        }
        long count = 0;
        for (long entry : earlier) {
            OplogEntry part = read(entry);
            verify(
                    isTrue(part.requireObject(), "partialTxn"),
                    "the entry " + OplogTime.text(entry) + " is not part of a transaction");
            count += handOut(part, commit, receiver);
        }
        count += handOut(last, commit, receiver);
        long expected = Fields.find(last.requireObject().children(), "count")
                .flatMap(Field::integer)
                .orElse(count);
        verify(count == expected, "a transaction of " + expected + " operations has " + count + " in its entries");
    }

    private static long handOut(OplogEntry part, OplogEntry commit, Receiver receiver) throws IOException {
        Field operations = operations(part);
        long count = 0;
        for (Field operation : operations.children()) {
            receiver.operation(commit.inner(operation));
            count++;
        }
        return count;
    }

    /** The array of an {@code applyOps}. */
    static Field operations(OplogEntry entry) {
        return Fields.find(entry.requireObject().children(), "applyOps")
                .filter(Field::isArray)
                .orElseThrow(() -> new UnappliableException("applyOps without an array of operations"));
    }

    private OplogEntry read(long time) throws IOException {
        byte[] document = table.find(time)
                .orElseThrow(() -> new UnappliableException(
                        "the entry " + OplogTime.text(time) + " of its transaction is no longer in the oplog"));
        return OplogEntry.parse(document);
    }

    private static boolean isTrue(Field object, String name) {
        return Fields.find(object.children(), name).filter(Field::isTrue).isPresent();
    }
}
