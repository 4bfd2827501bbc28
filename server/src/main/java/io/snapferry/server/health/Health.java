package io.snapferry.server.health;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All checks of a server. Each runs in a thread of its own and is waited for no longer than the limit, so that a disk that hangs
 * does not hang who asks; one that has not come back is not begun again. Thread-safe.
 */
public final class Health implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(2);

    private final List<Probe> probes;
    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    });

    /** What came of a check. */
    public enum State {
        OK,
        /** It fails, and the server can be of use without it. */
        DEGRADED,
        /** It fails, and is vital. */
        FAILED
    }

    /**
     * What came of one check.
     *
     * @param name of the part
     * @param problem what is wrong; empty exactly when it is OK
     */
    public record Verdict(String name, State state, Optional<String> problem) {}

    /** With the usual limit. */
    public Health(List<HealthCheck> checks) {
        this(checks, DEFAULT_LIMIT);
    }

    /** @param limit for all checks together */
    Health(List<HealthCheck> checks, Duration limit) {
        this.probes = checks.stream().map(Probe::new).toList();
        this.limit = limit;
    }

    /** Checks everything, side by side. In the order of the checks. */
    public List<Verdict> verdicts() {
        List<Future<Optional<String>>> runs = probes.stream().map(Probe::begin).toList();
        long deadline = System.nanoTime() + limit.toNanos();
        return probes.stream()
                .map(probe -> probe.verdict(runs.get(probes.indexOf(probe)), deadline))
                .toList();
    }

    private final class Probe {
        private final HealthCheck check;
        private @Nullable Future<Optional<String>> running; // guarded by this

        Probe(HealthCheck check) {
            this.check = check;
        }

        /** What others began and is not over counts for all. */
        synchronized Future<Optional<String>> begin() {
            Future<Optional<String>> run = running;
            if (run == null || run.isDone()) {
                run = threads.submit(check.problem());
                running = run;
            }
            return run;
        }

        Verdict verdict(Future<Optional<String>> run, long deadlineNanos) {
            Optional<String> problem;
            try {
                problem = run.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                problem = Optional.of("it does not answer");
            } catch (ExecutionException e) {
                LOG.atWarn()
                        .setCause(e.getCause())
                        .addKeyValue("check", check.name())
                        .log("health check failed");
                problem = Optional.of("it fails, the log says why");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problem = Optional.of("the check was interrupted");
            }
            State ifBad = check.isVital() ? State.FAILED : State.DEGRADED;
            return new Verdict(check.name(), problem.isPresent() ? ifBad : State.OK, problem);
        }
    }

    /** Does not wait for checks that hang. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
