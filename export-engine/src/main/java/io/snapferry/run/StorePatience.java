package io.snapferry.run;

import java.time.Duration;
import java.util.Random;

/**
 * How long a run bears with a store that fails. What an {@link io.snapferry.store.ObjectStore} repeats by itself within
 * seconds is not meant: this is for one that is away for minutes. Immutable, thread-safe.
 */
public final class StorePatience {
    /** The first failure ends the run. */
    public static final StorePatience NONE = new StorePatience(Duration.ZERO);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 10;

    private final Duration limit;
    private final Waits waits;
    private final Random random;

    /** Time, as a run sees it. Thread-safe. */
    public interface Waits {
        /** Of this machine. */
        Waits REAL = new Waits() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration.toMillis());
            }
        };

        /** As {@link System#nanoTime}. */
        long nanoTime();

        /** As {@link Thread#sleep}. */
        void sleep(Duration duration) throws InterruptedException;
    }

    /** @param limit of one failure, waits and attempts together; 0 for none */
    public StorePatience(Duration limit) {
        this(limit, Waits.REAL, new Random());
    }

    /**
     * As the other.
     *
     * @param waits what is asked for the time and waited with
     * @param random spreads the waits, so that many readers do not come back all at once; thread-safe
     */
    public StorePatience(Duration limit, Waits waits, Random random) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("expected a limit of at least 0, found " + limit);
        }
        this.limit = limit;
        this.waits = waits;
        this.random = random;
    }

    Duration limit() {
        return limit;
    }

    Waits waits() {
        return waits;
    }

    /**
     * How long to wait before the next attempt: at random from the upper half of a time that doubles.
     *
     * @param number of the wait, from 0
     */
    Duration wait(int number) {
        long millis = Math.min(FIRST_WAIT.toMillis() << Math.min(number, MAX_DOUBLINGS), LONGEST_WAIT.toMillis());
        return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
    }
}
