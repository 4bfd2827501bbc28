package io.snapferry.source.datadirectory.oplog;

import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.journal.SortedChanges;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries of an oplog, applied to the collections of a member of a replica set. They are read once, when this is made;
 * what they change of a collection is found out when somebody asks for it first, which reads the collection once. Can be
 * used by several threads. Closing deletes the temporary files.
 */
public final class AppliedOplog implements Closeable {
    private final SortedChanges changes;
    private final Map<Integer, Long> changeCounts;
    private final Map<Integer, String> refusals;
    private final List<CollectionState> collections;
    private final OplogSummary summary;
    private final OplogSettings settings;
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    /** Held while a collection is resolved, so that the memory for it is needed once. */
    private final Object oneAtATime = new Object();

    private AppliedOplog(
            SortedChanges changes,
            EntryApplier applier,
            Catalog catalog,
            OplogSummary summary,
            OplogSettings settings) {
        this.changes = changes;
        this.changeCounts = applier.changeCounts();
        this.refusals = applier.refusals();
        this.collections = List.copyOf(catalog.collections());
        this.summary = summary;
        this.settings = settings;
    }

    /**
     * Reads all entries behind a timestamp.
     *
     * @param stable the timestamp of the collections
     * @param end if present, the last timestamp that counts
     * @param collections as of the stable timestamp
     * @throws SourceException when entries between are missing, or one cannot be applied
     */
    public static AppliedOplog read(
            OplogTable table,
            long stable,
            OptionalLong end,
            Collection<CollectionState> collections,
            OplogSettings settings)
            throws IOException {
        Catalog catalog = new Catalog(collections);
        try (SortedChanges.Builder changes =
                new SortedChanges.Builder(settings.memoryBytes(), settings.temporaryDirectory())) {
            requireNoGap(table, stable);
            EntryApplier applier = new EntryApplier(catalog, new Transactions(table), changes);
            long top = apply(table, stable, end, applier);
            return new AppliedOplog(changes.finish(), applier, catalog, applier.summary(stable, top), settings);
        } catch (UnappliableException e) {
            throw SourceException.inFile(table.file(), e.reason()).causedBy(e);
        }
    }

    private static void requireNoGap(OplogTable table, long stable) throws IOException {
        try (RecordCursor cursor = table.open()) {
            if (!cursor.next()) {
                throw SourceException.inFile(
                        table.file(), "the oplog is empty, expected the entry of the stable timestamp");
            }
            long oldest = OplogTime.ofKey(cursor.key());
            if (Long.compareUnsigned(oldest, stable) > 0) {
                throw SourceException.inFile(
                        table.file(),
                        "entries are missing: the oldest is " + OplogTime.text(oldest)
                                + ", expected one not behind the stable timestamp " + OplogTime.text(stable));
            }
        }
    }

    private static long apply(OplogTable table, long stable, OptionalLong end, EntryApplier applier)
            throws IOException {
        long top = stable;
        Optional<Key> to = end.isPresent() ? Optional.of(OplogTime.key(end.getAsLong() + 1)) : Optional.empty();
        try (RecordCursor cursor = table.open()) {
            cursor.seek(new KeyRange(Optional.of(OplogTime.key(stable + 1)), to));
            while (cursor.next()) {
                top = OplogTime.ofKey(cursor.key());
                applyOne(table, top, cursor.value().toByteArray(), applier);
            }
        }
        return top;
    }

    private static void applyOne(OplogTable table, long time, byte[] document, EntryApplier applier)
            throws IOException {
        String what = "";
        try {
            OplogEntry entry = OplogEntry.parse(document);
            what = entry.description();
            UnappliableException.verify(
                    entry.timestamp() == time, "its timestamp is " + OplogTime.text(entry.timestamp()));
            applier.apply(entry);
        } catch (UnappliableException e) {
            throw SourceException.inFile(
                            table.file(),
                            "oplog entry " + OplogTime.text(time) + what + " cannot be applied: " + e.reason())
                    .causedBy(e);
        }
    }

    /** The collections after the last entry, by name. */
    public List<CollectionState> collections() {
        return new ArrayList<>(collections);
    }

    /** What was applied. */
    public OplogSummary summary() {
        return summary;
    }

    /** What a reader should know, one sentence each. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        notices.add("oplog: " + summary);
        for (CollectionState collection : collections) {
            refusal(collection.number())
                    .ifPresent(reason -> notices.add(collection.namespace() + " cannot be read: " + reason));
        }
        if (summary.entries() > 0) {
            notices.add("what servers note for themselves while they apply entries (config.transactions,"
                    + " config.image_collection, config.system.preimages) is as of the stable timestamp");
        }
        return notices;
    }

    /** Whether entries change documents of a collection. */
    public boolean isChanged(int number) {
        return changeCounts.containsKey(number);
    }

    /** Why a collection cannot be read. */
    public Optional<String> refusal(int number) {
        return Optional.ofNullable(refusals.get(number));
    }

    /**
     * What entries change of a collection; empty when it is nothing. The first call for a collection reads it.
     *
     * @param collection one of {@link #collections}
     * @throws SourceException when an entry cannot be applied to its document, or is refused
     */
    public Optional<ResolvedCollection> resolve(CollectionState collection, BaseRecords base) throws IOException {
        Optional<String> refusal = refusal(collection.number());
        if (refusal.isPresent()) {
            throw SourceException.inFile(collection.namespace(), base.file(), refusal.get());
        }
        Long count = changeCounts.get(collection.number());
        return count == null
                ? Optional.empty()
                : Optional.of(slots.computeIfAbsent(collection.number(), number -> new Slot())
                        .resolve(collection, count, base));
    }

    @Override
    public void close() throws IOException {
        changes.close();
        for (Slot slot : slots.values()) {
            slot.close();
        }
    }

    /** A collection that is resolved by whoever comes first, while others wait. */
    private final class Slot implements Closeable {
        private Optional<ResolvedCollection> resolved = Optional.empty();

        synchronized ResolvedCollection resolve(CollectionState collection, long count, BaseRecords base)
                throws IOException {
            if (resolved.isPresent()) {
                return resolved.get();
            }
            try {
                ResolvedCollection result;
                synchronized (oneAtATime) {
                    result = new Resolution(changes, collection.number(), settings).run(count, base);
                }
                resolved = Optional.of(result);
                return result;
            } catch (UnappliableException e) {
                throw SourceException.inFile(collection.namespace(), base.file(), e.reason())
                        .causedBy(e);
            }
        }

        @Override
        public synchronized void close() throws IOException {
            if (resolved.isPresent()) {
                resolved.get().close();
                resolved = Optional.empty();
            }
        }
    }
}
