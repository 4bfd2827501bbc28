package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.wiredtiger.journal.ChangeKind;
import io.snapferry.wiredtiger.journal.SortedChanges;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes entries one by one: commands change the catalog at once, operations on documents are kept by collection and _id
 * until somebody asks for the collection. For one thread.
 */
final class EntryApplier {
    private static final int MAX_NESTED = 10;
    private static final Slice NOTHING = new Slice();

    private final Catalog catalog;
    private final Commands commands;
    private final Transactions transactions;
    private final SortedChanges.Builder changes;

    /** How many changes, and why a collection cannot be read, by its number. */
    private final Map<Integer, Long> changeCounts = new HashMap<>();

    private final Map<Integer, String> refusals = new HashMap<>();

    private long entries;
    private long inserts;
    private long updates;
    private long deletes;
    private long commandCount;
    private long ofUnknownCollections;

    EntryApplier(Catalog catalog, Transactions transactions, SortedChanges.Builder changes) {
        this.catalog = catalog;
        this.commands = new Commands(catalog);
        this.transactions = transactions;
        this.changes = changes;
    }

    /** @throws UnappliableException when the entry cannot be applied */
    void apply(OplogEntry entry) throws IOException {
        entries++;
        apply(entry, 0);
    }

    private void apply(OplogEntry entry, int depth) throws IOException {
        verify(depth <= MAX_NESTED, "operations are nested deeper than " + MAX_NESTED + " levels");
        switch (entry.op()) {
            case "n" -> {}
            case "c" -> applyCommand(entry, depth);
            case "i", "u", "d" -> applyToDocument(entry);
            default -> throw new UnappliableException("the operation \"" + entry.op() + "\" is not supported");
        }
    }

    private void applyCommand(OplogEntry entry, int depth) throws IOException {
        switch (entry.command()) {
            case "applyOps" -> {
                if (depth == 0 && entry.isInTransaction()) {
                    transactions.applyOps(entry, operation -> apply(operation, 1));
                } else {
                    for (Field operation : Transactions.operations(entry).children()) {
                        apply(entry.inner(operation), depth + 1);
                    }
                }
            }
            case "commitTransaction" -> transactions.commit(entry, operation -> apply(operation, 1));
            case "abortTransaction" -> transactions.abort(entry);
            default -> {
                commandCount++;
                commands.apply(entry);
            }
        }
    }

    private void applyToDocument(OplogEntry entry) throws IOException {
        CollectionState collection = catalog.ofOperation(entry).orElse(null);
        if (collection == null) {
            ofUnknownCollections++;
            return;
        }
        verify(entry.field("rid").isEmpty(), "collections with replicated record ids are not supported");
        Field object = entry.requireObject();
        switch (entry.op()) {
            case "i" -> {
                inserts++;
                refuseCapped(collection, entry);
                add(collection, ChangeKind.PUT, entry, id(object), slice(object));
            }
            case "u" -> {
                updates++;
                Update.requireKnown(object.children());
                Field target = entry.field("o2")
                        .filter(Field::isDocument)
                        .orElseThrow(() -> new UnappliableException("an update without \"o2\""));
                add(collection, ChangeKind.MODIFY, entry, id(target), slice(object));
            }
            default -> {
                deletes++;
                add(collection, ChangeKind.REMOVE, entry, id(object), NOTHING);
            }
        }
    }

    /** What a capped collection loses when something is inserted depends on sizes that only the server knows. */
    private void refuseCapped(CollectionState collection, OplogEntry entry) {
        boolean isCapped = Fields.find(Fields.of(collection.options().toByteArray()), "capped")
                .filter(Field::isTrue)
                .isPresent();
        if (isCapped) {
            refusals.putIfAbsent(
                    collection.number(),
                    "oplog entry " + OplogTime.text(entry.timestamp())
                            + " inserts into a capped collection, and what is removed for it is not known");
        }
    }

    private static Slice slice(Field document) {
        return new Slice().set(document.bytes(), document.from(), document.length());
    }

    private static Slice id(Field document) {
        return Slice.of(IdKey.of(Fields.find(document.bytes(), document.from(), document.length(), "_id")
                .orElseThrow(() -> new UnappliableException("an operation on a document without _id"))));
    }

    private void add(CollectionState collection, ChangeKind kind, OplogEntry entry, Slice id, Slice operand)
            throws IOException {
        long sequence = inserts + updates + deletes;
        DocumentChange change = new DocumentChange(entry.timestamp(), entry.isTrue("b"), operand);
        changes.add(collection.number(), kind, sequence, id, change.toSlice());
        changeCounts.merge(collection.number(), 1L, Long::sum);
    }

    /** How many changes of documents there are, by the collection's number. */
    Map<Integer, Long> changeCounts() {
        return Map.copyOf(changeCounts);
    }

    /** Why collections cannot be read, by their number. */
    Map<Integer, String> refusals() {
        return Map.copyOf(refusals);
    }

    OplogSummary summary(long from, long to) {
        return new OplogSummary(
                from,
                to,
                entries,
                inserts,
                updates,
                deletes,
                commandCount,
                ofUnknownCollections,
                transactions.preparedCount());
    }
}
