package io.snapferry.server.repeat;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A task that runs again and again in a daemon thread of its own, until it is closed. Thread-safe. */
public final class RepeatedTask implements Closeable {
    /** Service managers kill what takes longer than 10 seconds to stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer;

    private RepeatedTask(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Starts it.
     *
     * @param threadName of its thread
     * @param firstDelay before the first run
     * @param interval from the end of a run to the next
     * @param task must let no exception out: it would not be run again
     */
    public static RepeatedTask start(String threadName, Duration firstDelay, Duration interval, Runnable task) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, threadName);
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                timer.scheduleWithFixedDelay(task, firstDelay.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new RepeatedTask(timer);
    }

    /** Interrupts a run that is under way, and waits some seconds for it. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
