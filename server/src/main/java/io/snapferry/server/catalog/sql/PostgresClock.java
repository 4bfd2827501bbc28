package io.snapferry.server.catalog.sql;

import io.snapferry.server.repeat.RepeatedTask;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, without asking it each time: this machine's clock, corrected by the difference that was last
 * measured. Leases are compared by several servers, and a server whose own clock is ahead would take the jobs of others.
 */
final class PostgresClock extends Clock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresClock.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** Worth telling: people compare the logs of servers with times in the API. */
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(5);

    private final Jdbi reads;
    private final Clock machine;
    private final RepeatedTask measuring;
    private volatile Duration ahead = Duration.ZERO;

    PostgresClock(Jdbi reads, Clock machine) {
        this.reads = reads;
        this.machine = machine;
        measure();
        this.measuring = RepeatedTask.start("catalog-clock", INTERVAL, INTERVAL, this::measure);
    }

    private void measure() {
        try {
            Instant before = machine.instant();
            Instant there = reads.withHandle(
                    handle -> handle.createQuery("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")
                            .mapTo(Long.class)
                            .map(Instant::ofEpochMilli)
                            .one());
            Instant after = machine.instant();
            Duration measured =
                    Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), there);
            if (measured.abs().compareTo(WORTH_A_WARNING) > 0
                    && measured.minus(ahead).abs().compareTo(WORTH_A_WARNING) > 0) {
                LOG.atWarn()
                        .addKeyValue("millis", measured.toMillis())
                        .log("the clock of the database is not this machine's, the database's counts");
            }
            ahead = measured;
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the database's clock could not be read, the last difference is kept");
        }
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of the catalog are UTC");
    }

    @Override
    public void close() {
        measuring.close();
    }
}
