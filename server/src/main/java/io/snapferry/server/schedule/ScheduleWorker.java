package io.snapferry.server.schedule;

import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.catalog.Catalog;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all schedules up to date whenever something is due: asks for snapshots, starts exports, deletes what has expired. Started
 * once, closed once; {@link #wake} may be called by any thread.
 */
public final class ScheduleWorker implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleWorker.class);

    /**
     * The longest sleep. What is due is known exactly; this is for a clock that is set while the worker sleeps, for what comes
     * without a call of {@link #wake}, and for what has to be tried again.
     */
    private static final Duration MAX_SLEEP = Duration.ofMinutes(1);

    private final Clock clock;
    private final DueSnapshots dueSnapshots;
    private final ScheduledExports exports;
    private final ExpiredSnapshots expiredSnapshots;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "schedules");
    private volatile boolean closing;

    /**
     * @param catalog stays open
     * @param prefixes of the exports
     * @param clock the time that schedules go by
     * @param snapshotsChanged run after a snapshot was queued, or one was deleted whose files are to be; must return at once
     * @param jobSubmitted run after an export job was accepted; must return at once
     */
    public ScheduleWorker(
            Catalog catalog, ExportPrefixes prefixes, Clock clock, Runnable snapshotsChanged, Runnable jobSubmitted) {
        this.clock = clock;
        this.dueSnapshots = new DueSnapshots(catalog.scheduleAgenda(), snapshotsChanged);
        this.exports = new ScheduledExports(catalog, prefixes, jobSubmitted);
        this.expiredSnapshots = new ExpiredSnapshots(catalog.scheduleAgenda(), catalog.snapshots(), snapshotsChanged);
        thread.setDaemon(true);
    }

    /** Begins to work. What was missed while the server was down is made up for first. */
    public void start() {
        thread.start();
    }

    /** Says that there may be something to do: a schedule was changed, or a snapshot or an export has ended. */
    public void wake() {
        wakeUps.release();
    }

    private void run() {
        while (!closing) {
            Optional<Instant> next = tick(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            try {
                if (wakeUps.tryAcquire(sleep(next).toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration sleep(Optional<Instant> next) {
        // not a millisecond early, or the work would be looked for twice
        return next.map(moment -> Duration.between(clock.instant(), moment).plusMillis(1))
                .filter(untilNext -> untilNext.compareTo(MAX_SLEEP) < 0)
                .orElse(MAX_SLEEP);
    }

    /**
     * Does all that is due. Exports come before deletions, so that a snapshot that expires at once is still exported.
     *
     * @return when something is due next, as far as is known now; after {@code now}
     */
    Optional<Instant> tick(Instant now) {
        Optional<Instant> nextSnapshot = attempt("due snapshots", dueSnapshots::take, now);
        attempt(
                "exports of scheduled snapshots",
                time -> {
                    exports.start(time);
                    return Optional.empty();
                },
                now);
        Optional<Instant> nextExpiry = attempt("expired snapshots", expiredSnapshots::delete, now);
        return Moments.earlier(nextSnapshot, nextExpiry);
    }

    private static Optional<Instant> attempt(String what, Function<Instant, Optional<Instant>> step, Instant now) {
        try {
            return step.apply(now);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("what", what).setCause(e).log("schedules could not be looked at, will try again");
            return Optional.empty();
        }
    }

    /** Waits for what is under way. Idempotent. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
