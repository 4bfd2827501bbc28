package io.snapferry.server.queue;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes claimed work from a queue, runs each piece in a thread of its own, and renews the claims. Started once, closed once;
 * {@link #wake} may be called by any thread.
 *
 * @param <W> the kind of work
 */
final class WorkLoop<W extends WorkLoop.Work> implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    /** How long work that nobody announced waits at most. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    /** Often, because a renewal is also what makes progress visible. */
    private static final int RENEWALS_PER_LEASE = 15;

    /** What cannot be interrupted is left; service managers kill what takes longer than 10 seconds. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** A queue, seen by the one thread that takes from it. */
    interface Source<W> {
        /** Claims something; empty when nothing may be done now. */
        Optional<W> next();
    }

    /** A claimed piece of work. */
    interface Work {
        /** Tells it from others; work that was claimed anew has the name of what is on its way out. */
        String name();

        /** Does it, in the thread of the caller; has no exception of its own. */
        void run();

        /**
         * Prolongs the claim.
         *
         * @return false when it is lost or the work was called off: the work is interrupted then
         * @throws RuntimeException of the catalog; the work is interrupted when that goes on until the lease is over
         */
        boolean renew();

        /** Called before the running thread is interrupted: its failures are none from now on. */
        void stop();
    }

    private final String threadName;
    private final Source<W> source;
    private final Duration lease;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ScheduledExecutorService heartbeat;
    private final Thread dispatcher;
    private final Set<Running<W>> running = new HashSet<>(); // guarded by itself
    private volatile boolean closing;

    private record Running<W extends Work>(W work, Thread thread, LeaseEnd leaseEnd) {
        void interrupt() {
            work.stop();
            thread.interrupt();
        }
    }

    /**
     * @param threadName begins the names of all threads, and is the key of the work's name in the log
     * @param clock the time of claims
     */
    WorkLoop(String threadName, Source<W> source, Duration lease, Clock clock) {
        this.threadName = threadName;
        this.source = source;
        this.lease = lease;
        this.clock = clock;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, threadName + "-heartbeat"));
        this.dispatcher = daemon(this::dispatch, threadName + "-dispatcher");
    }

    void start() {
        long renewalMillis = lease.toMillis() / RENEWALS_PER_LEASE;
        Future<?> unused =
                heartbeat.scheduleWithFixedDelay(this::renewAll, renewalMillis, renewalMillis, TimeUnit.MILLISECONDS);
        dispatcher.start();
    }

    /** Says that there may be something to do. */
    void wake() {
        wakeUps.release();
    }

    /** Whether work of this name runs. */
    boolean isRunning(String name) {
        return find(name).isPresent();
    }

    /** The work of this name, when it runs. */
    Optional<W> find(String name) {
        synchronized (running) {
            return running.stream()
                    .map(Running::work)
                    .filter(work -> work.name().equals(name))
                    .findFirst();
        }
    }

    /** Everything that runs. */
    List<W> all() {
        synchronized (running) {
            return running.stream().map(Running::work).toList();
        }
    }

    /** Interrupts the work of this name, when it runs. */
    void interrupt(String name) {
        synchronized (running) {
            running.stream().filter(one -> one.work().name().equals(name)).forEach(Running::interrupt);
        }
    }

    private void dispatch() {
        while (!closing) {
            try {
                for (Optional<W> work = source.next(); work.isPresent() && !closing; work = source.next()) {
                    begin(work.get());
                }
            } catch (RuntimeException e) {
                LOG.error("queue cannot be read, will try again", e);
            }
            try {
                if (wakeUps.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void begin(W work) {
        Thread thread = daemon(() -> runToTheEnd(work), threadName + "-" + work.name());
        synchronized (running) {
            running.add(new Running<>(work, thread, new LeaseEnd(lease, clock)));
        }
        thread.start();
    }

    private void runToTheEnd(W work) {
        try {
            work.run();
        } finally {
            synchronized (running) {
                running.removeIf(one -> one.work() == work);
                running.notifyAll();
            }
            wake();
        }
    }

    private void renewAll() {
        List<Running<W>> all;
        synchronized (running) {
            all = List.copyOf(running);
        }
        all.forEach(this::renew);
    }

    private void renew(Running<W> one) {
        Instant before = clock.instant();
        try {
            if (one.work().renew()) {
                one.leaseEnd().renewed(before);
            } else {
                one.interrupt();
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue(threadName, one.work().name()).log("claim could not be renewed");
            if (one.leaseEnd().isOver()) {
                LOG.atWarn()
                        .addKeyValue(threadName, one.work().name())
                        .log("claim may be another worker's by now, stopping");
                one.interrupt();
            }
        }
    }

    /** Interrupts what runs, and waits a little for it. */
    @Override
    public void close() {
        closing = true;
        dispatcher.interrupt();
        try {
            dispatcher.join();
            synchronized (running) {
                running.forEach(Running::interrupt);
                long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
                for (long left = STOP_LIMIT.toMillis(); left > 0 && !running.isEmpty(); left = millisUntil(deadline)) {
                    running.wait(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeat.shutdownNow();
    }

    private static long millisUntil(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
