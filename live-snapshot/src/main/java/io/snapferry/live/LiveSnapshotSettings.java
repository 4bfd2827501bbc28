package io.snapferry.live;

import java.time.Duration;

/**
 * How a snapshot is taken.
 *
 * @param threads how many cursors read at the same time, 1 to {@value #MAX_THREADS}; each needs a connection and up to
 *     some 20 MiB for the server's batch and the file's buffer
 * @param connectTimeout how long to look for a server that can answer, positive; a
 *     {@code serverSelectionTimeoutMS} of the connection string goes before it
 * @param answerTimeout how long to wait for one answer of the server, positive; a {@code socketTimeoutMS} of the
 *     connection string goes before it
 * @param splitAboveDocuments a collection of more documents is read in ranges of {@code _id} at the same time where that
 *     is safe, and each range has about as many; at least 1
 */
public record LiveSnapshotSettings(
        int threads, Duration connectTimeout, Duration answerTimeout, long splitAboveDocuments) {
    /** More cursors than any single server gains from. */
    public static final int MAX_THREADS = 64;

    /** For a server that is also at work for others. */
    public static final LiveSnapshotSettings DEFAULT =
            new LiveSnapshotSettings(4, Duration.ofSeconds(30), Duration.ofMinutes(5), 1_000_000);

    /** @throws IllegalArgumentException when a value is out of its range */
    public LiveSnapshotSettings {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 to " + MAX_THREADS);
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("answerTimeout", answerTimeout);
        if (splitAboveDocuments < 1) {
            throw new IllegalArgumentException(
                    "splitAboveDocuments is " + splitAboveDocuments + ", expected at least 1");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a positive duration");
        }
    }
}
