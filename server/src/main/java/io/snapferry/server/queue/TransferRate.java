package io.snapferry.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast bytes went by lately: over the last seconds, so that it follows a store that becomes slow. Thread-safe. */
final class TransferRate {
    /** Some renewals of a claim long, so that one slow upload does not make the figure jump. */
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Deque<Sample> samples = new ArrayDeque<>(); // guarded by this

    private record Sample(Instant time, long bytes) {}

    /** Notes how many bytes went by until now. */
    synchronized void sample(Instant now, long bytes) {
        Instant tooOld = now.minus(WINDOW);
        while (samples.size() > 1 && samples.getFirst().time().isBefore(tooOld)) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(now, bytes));
    }

    /**
     * Bytes per second from the oldest sample until now; 0 before there is one, or when no time passed.
     *
     * @param bytes that went by until now
     */
    synchronized long bytesPerSecond(Instant now, long bytes) {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample oldest = samples.getFirst();
        long millis = Duration.between(oldest.time(), now).toMillis();
        return millis <= 0 ? 0 : Math.max(0, Math.round((bytes - oldest.bytes()) * MILLIS_PER_SECOND / millis));
    }
}
