package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * The ranges of keys that were removed as a whole from one table. All of them are in memory: a range takes some 100 bytes,
 * and stands for many records. Immutable.
 */
final class Truncates {
    /** Nothing was removed. */
    static final Truncates NONE = new Truncates(List.of());

    private static final Key LOWEST = Key.copyOf(new byte[0]);

    private final List<TruncatedRange> byFirst;

    /** @param ranges in any order */
    Truncates(List<TruncatedRange> ranges) {
        List<TruncatedRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(range -> range.first().orElse(LOWEST)));
        this.byFirst = sorted;
    }

    /** Begins before the first key. */
    Walk walk() {
        return new Walk();
    }

    /** Asks for keys that never go down, so that only the ranges around the key are looked at. For one thread. */
    final class Walk {
        /** The sequence numbers of the ranges around the key. */
        private final TreeSet<Long> around = new TreeSet<>();

        /** Of those the ones that end somewhere, the next to end first. */
        private final PriorityQueue<TruncatedRange> ending =
                new PriorityQueue<>(Comparator.comparing(range -> range.last().orElse(LOWEST)));

        private int next;

        /**
         * Whether a range that was removed between two changes has the key.
         *
         * @param key at or behind that of the call before
         */
        boolean covers(Slice key, long afterSequence, long beforeSequence) {
            while (next < byFirst.size() && !byFirst.get(next).beginsAfter(key)) {
                TruncatedRange range = byFirst.get(next++);
                around.add(range.sequence());
                if (range.last().isPresent()) {
                    ending.add(range);
                }
            }
            while (!ending.isEmpty() && ending.element().endsBefore(key)) {
                around.remove(ending.remove().sequence());
            }
            Long sequence = around.higher(afterSequence);
            return sequence != null && sequence < beforeSequence;
        }
    }
}
