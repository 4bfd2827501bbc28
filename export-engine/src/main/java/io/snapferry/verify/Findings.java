package io.snapferry.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What was found so far: the first ones, and how many there are in all. Thread-safe. */
final class Findings {
    /** Enough to act on; a bucket may hold any number of objects that do not belong there. */
    static final int MAX_KEPT = 10_000;

    // Both guarded by this.
    private final TreeSet<Finding> kept = new TreeSet<>();
    private long count;

    synchronized void add(String key, Finding.Problem problem, String detail) {
        if (kept.size() < MAX_KEPT) {
            // Of one kind of problem with one object the first is told.
            count += kept.add(new Finding(key, problem, detail)) ? 1 : 0;
        } else {
            count++;
        }
    }

    synchronized List<Finding> kept() {
        return new ArrayList<>(kept);
    }

    synchronized long count() {
        return count;
    }
}
