package io.snapferry.store.s3;

import java.time.Duration;

/**
 * How long and how often a request is tried. The SDK repeats what may pass (5xx, throttling, lost connections) with
 * exponential backoff and full jitter, the first wait up to {@code firstBackoff}, throttling up to ten times that.
 *
 * @param connect until a connection stands
 * @param silence between two bytes of an answer
 * @param attempt for one request with its answer
 * @param call for all attempts and the waits between them
 * @param attemptCount how often at most
 * @param firstBackoff longest first wait
 */
public record S3Patience(
        Duration connect, Duration silence, Duration attempt, Duration call, int attemptCount, Duration firstBackoff) {

    /** A store that does not answer fails an object after some minutes, not hours; a part of 8 MiB may take five of them. */
    public static final S3Patience DEFAULT = new S3Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            4,
            Duration.ofMillis(100));

    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);
}
