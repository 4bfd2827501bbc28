package io.snapferry.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes when somebody waits. */
final class Hourglass implements StorePatience.Waits {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    Duration passed() {
        return Duration.ofNanos(nanos.get());
    }
}
