package io.snapferry.server.auth;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.snapferry.server.network.AddressBlock;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody guess for long. Each address may fail so many times a minute, each key of an address a quarter of that; then it
 * is refused unheard until one failure is given back. What is refused unheard counts no more, so that a client with a wrong
 * key does not use up what the others of its address have; and since every count is of one address, nobody can lock out
 * somebody elsewhere. A /64 of IPv6 is one address here: a single machine has all of it. Thread-safe; every process counts for
 * itself.
 */
public final class FailedSignIns {
    private static final Duration REFILL_PERIOD = Duration.ofMinutes(1);
    private static final int KEYS_PER_ADDRESS = 4;

    /** Some tens of MB. When there are more, what was asked about least recently is forgotten. */
    static final int MAX_KEPT = 100_000;

    /** A longer name is nobody's, so all of these count as one. */
    private static final int MAX_NAME_LENGTH = 64;

    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int perMinute;
    private final TimeMeter time;

    /** Guarded by itself. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** @param perMinute failures of one address; 0 for no limit */
    public FailedSignIns(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.time = new ClockMeter(clock);
    }

    /**
     * Whether someone must wait before the next try.
     *
     * @param address where the request comes from, as text
     * @param name that is claimed, empty when there is none
     * @return how long, at least a second; empty when the credentials may be looked at
     */
    Optional<Duration> waitFor(String address, String name) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        synchronized (buckets) {
            return keysOf(address, name)
                    .map(buckets::get)
                    .filter(FailedSignIns::isKept)
                    .mapToLong(bucket -> bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill())
                    .filter(nanos -> nanos > 0)
                    .mapToObj(nanos -> Duration.ofSeconds(
                            Duration.ofNanos(nanos).plusSeconds(1).minusNanos(1).toSeconds()))
                    .max(Duration::compareTo);
        }
    }

    private static boolean isKept(@Nullable Bucket bucket) {
        return bucket != null;
    }

    /** The credentials were wrong. */
    void count(String address, String name) {
        if (perMinute == 0) {
            return;
        }
        String place = placeOf(address);
        synchronized (buckets) {
            buckets.computeIfAbsent(place, key -> bucketOf(perMinute)).tryConsume(1);
            buckets.computeIfAbsent(nameAt(place, name), key -> bucketOf(Math.max(1, perMinute / KEYS_PER_ADDRESS)))
                    .tryConsume(1);
        }
    }

    /** For tests of what a flood costs. */
    int keptCount() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private static Stream<String> keysOf(String address, String name) {
        String place = placeOf(address);
        return Stream.of(place, nameAt(place, name));
    }

    private static String nameAt(String place, String name) {
        return place + " " + (name.length() <= MAX_NAME_LENGTH ? name : "");
    }

    private static String placeOf(String address) {
        byte[] bytes =
                AddressBlock.address(address).map(InetAddress::getAddress).orElse(new byte[0]);
        return HexFormat.of().formatHex(bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    private Bucket bucketOf(int failures) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, REFILL_PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}
