package io.snapferry.server.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.snapferry.server.auth.ClockMeter;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Identity;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests each key and each service account has left: a bucket of tokens that is full at first and refilled evenly
 * over a minute, as Atlas does it. Thread-safe.
 */
final class RequestBudgets {
    static final Duration REFILL_PERIOD = Duration.ofMinutes(1);

    /** Buckets that are full again are forgotten when there are more: a new one is full too. */
    private static final int KEPT_BUCKETS = 1_000;

    private final int requestsPerMinute;
    private final TimeMeter time;
    private final Map<Id<?>, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param requestsPerMinute 0 for no limit */
    RequestBudgets(int requestsPerMinute, Clock clock) {
        this.requestsPerMinute = requestsPerMinute;
        this.time = new ClockMeter(clock);
    }

    /** What a request came to. */
    sealed interface Spent {
        /** There is no limit. */
        record Unlimited() implements Spent {}

        /**
         * It may go on.
         *
         * @param remaining how many more may come at once
         */
        record Within(int limit, long remaining) implements Spent {}

        /**
         * It may not.
         *
         * @param secondsToWait until there is a token again, at least 1
         */
        record Over(int limit, long secondsToWait) implements Spent {}
    }

    Spent spend(Identity identity) {
        if (requestsPerMinute == 0) {
            return new Spent.Unlimited();
        }
        if (buckets.size() > KEPT_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() == requestsPerMinute);
        }
        ConsumptionProbe probe =
                buckets.computeIfAbsent(identity.id(), id -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return new Spent.Within(requestsPerMinute, probe.getRemainingTokens());
        }
        long nanos = probe.getNanosToWaitForRefill();
        return new Spent.Over(
                requestsPerMinute,
                Duration.ofNanos(nanos).plusSeconds(1).minusNanos(1).toSeconds());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, REFILL_PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}
