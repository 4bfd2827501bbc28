package io.snapferry.server.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried again: after waits that double, each shortened at random by up to a half, so that many deliveries that
 * failed together do not come back together.
 *
 * @param firstWait after the first attempt
 * @param maxWait after which waits do not grow any more
 * @param giveUpAfter from the event on, there is no other attempt
 */
record RetryPlan(Duration firstWait, Duration maxWait, Duration giveUpAfter) {
    /** So that a receiver may be down for a night. */
    static final RetryPlan DEFAULT = new RetryPlan(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofHours(24));

    private static final int MAX_DOUBLINGS = 30;

    /** @param attempts that were made, at least 1 */
    Duration waitAfter(int attempts, RandomGenerator random) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        Duration whole = doubled.compareTo(maxWait) < 0 ? doubled : maxWait;
        long millis = whole.toMillis();
        return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
    }
}
