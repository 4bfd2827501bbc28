package io.snapferry.run;

import io.snapferry.plan.Chunk;
import io.snapferry.plan.ExportPlan;
import io.snapferry.plan.PlannedCollection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is. Written by the run's threads, read by anybody. Thread-safe. */
public final class ExportProgress {
    private volatile Optional<Figures> ofEarlierRuns = Optional.empty();
    private volatile Totals totals = new Totals(false, 0, 0, Map.of());
    private final Map<String, Read> readByReplicaSet = new ConcurrentHashMap<>();
    private final Map<String, Read> correctionByReplicaSet = new ConcurrentHashMap<>();
    private final LongAdder jsonBytes = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger objects = new AtomicInteger();
    private final AtomicInteger collections = new AtomicInteger();
    private final AtomicInteger droppedChunks = new AtomicInteger();

    /** Nothing done, nothing planned. */
    public ExportProgress() {}

    private static final class Read {
        private final LongAdder documents = new LongAdder();
        private final LongAdder bsonBytes = new LongAdder();

        Amount amount() {
            return new Amount(documents.sum(), bsonBytes.sum());
        }
    }

    void planned(ExportPlan plan) {
        Map<String, Amount> amounts = new TreeMap<>();
        for (PlannedCollection collection : plan.collections()) {
            amounts.putIfAbsent(collection.replicaSet(), Amount.NOTHING);
            for (Chunk chunk : collection.chunks()) {
                Amount amount =
                        new Amount(chunk.range().documentCount(), chunk.range().sizeBytes());
                amounts.merge(collection.replicaSet(), amount, Amount::plus);
            }
        }
        totals = new Totals(true, plan.collections().size(), plan.objectCount(), amounts);
    }

    /** Says what a chunk really holds, when its object is written: the plan may have known it about only. */
    void counted(Chunk chunk, Amount amount) {
        if (!chunk.range().isCounted()) {
            Read correction = correctionByReplicaSet.computeIfAbsent(chunk.replicaSet(), name -> new Read());
            correction.documents.add(amount.documents() - chunk.range().documentCount());
            correction.bsonBytes.add(amount.bsonBytes() - chunk.range().sizeBytes());
        }
    }

    void documentsDone(String replicaSet, long count, long sizeBytes) {
        Read read = readByReplicaSet.computeIfAbsent(replicaSet, name -> new Read());
        read.documents.add(count);
        read.bsonBytes.add(sizeBytes);
    }

    /** Takes back what was done of a chunk. */
    void chunkDropped(String replicaSet, long documents, long bsonBytes) {
        droppedChunks.incrementAndGet();
        documentsDone(replicaSet, -documents, -bsonBytes);
    }

    void objectDone(long jsonSizeBytes, long objectSizeBytes) {
        objects.incrementAndGet();
        jsonBytes.add(jsonSizeBytes);
        bytes.add(objectSizeBytes);
    }

    void collectionDone() {
        collections.incrementAndGet();
    }

    /** Says that all that earlier runs did is counted, and nothing of this one. */
    void recalled() {
        ofEarlierRuns = Optional.of(figures());
    }

    /** What the ledger knew when this run began; empty before it was read. */
    public Optional<Figures> ofEarlierRuns() {
        return ofEarlierRuns;
    }

    /** The figures of this moment. */
    public Figures figures() {
        Map<String, Amount> amounts = new TreeMap<>();
        readByReplicaSet.forEach((replicaSet, read) -> amounts.put(replicaSet, read.amount()));
        return new Figures(
                corrected(totals),
                collections.get(),
                objects.get(),
                amounts,
                jsonBytes.sum(),
                bytes.sum(),
                droppedChunks.get());
    }

    private Totals corrected(Totals planned) {
        if (correctionByReplicaSet.isEmpty()) {
            return planned;
        }
        Map<String, Amount> amounts = new TreeMap<>(planned.byReplicaSet());
        correctionByReplicaSet.forEach(
                (replicaSet, correction) -> amounts.merge(replicaSet, correction.amount(), Amount::plus));
        return new Totals(planned.isPlanned(), planned.collections(), planned.objects(), amounts);
    }

    /**
     * Documents and their size.
     *
     * @param documents how many
     * @param bsonBytes of all of them, uncompressed
     */
    public record Amount(long documents, long bsonBytes) {
        /** None. */
        public static final Amount NOTHING = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(documents + other.documents, bsonBytes + other.bsonBytes);
        }
    }

    /**
     * What there is to do.
     *
     * @param isPlanned whether the plan is made; everything else is 0 before
     * @param byReplicaSet of those that have a collection in the plan
     */
    public record Totals(boolean isPlanned, int collections, int objects, Map<String, Amount> byReplicaSet) {
        /** Copies the map. */
        public Totals {
            byReplicaSet = Map.copyOf(byReplicaSet);
        }

        /** BSON of all replica sets. */
        public long bsonBytes() {
            return byReplicaSet.values().stream().mapToLong(Amount::bsonBytes).sum();
        }

        /** Of one. */
        public Amount of(String replicaSet) {
            return byReplicaSet.getOrDefault(replicaSet, Amount.NOTHING);
        }

        /** Names of the replica sets, ordered. */
        public List<String> replicaSets() {
            return byReplicaSet.keySet().stream().sorted().toList();
        }
    }

    /**
     * What is done.
     *
     * @param totals what there is to do
     * @param collections whose objects are all in the bucket
     * @param objects in the bucket
     * @param byReplicaSet read and written, unfinished objects too; those of which nothing is read yet are not there
     * @param jsonBytes of the finished objects' text
     * @param bytes of the finished objects
     * @param droppedChunks whose objects were begun and given up, because the store failed or the run ended; those of a
     *     run that succeeds were written again
     */
    public record Figures(
            Totals totals,
            int collections,
            int objects,
            Map<String, Amount> byReplicaSet,
            long jsonBytes,
            long bytes,
            int droppedChunks) {
        /** Copies the map. */
        public Figures {
            byReplicaSet = Map.copyOf(byReplicaSet);
        }

        /** BSON of all replica sets. */
        public long bsonBytes() {
            return byReplicaSet.values().stream().mapToLong(Amount::bsonBytes).sum();
        }

        /** Of one. */
        public Amount of(String replicaSet) {
            return byReplicaSet.getOrDefault(replicaSet, Amount.NOTHING);
        }
    }
}
