package io.snapferry.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks in a few threads of their own; the first failure, or an interrupt of the caller, ends them all. */
final class CopyThreads {
    /** A thread that waits for an answer cannot be woken; longer than this nobody waits for it. */
    private static final long END_SECONDS = 10;

    private CopyThreads() {}

    /** All results, in the order in which the tasks ended. */
    static <T> List<T> runAll(int threads, List<? extends Callable<T>> tasks) throws IOException, InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "live-snapshot-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<T> ended = new ExecutorCompletionService<>(pool);
            tasks.forEach(ended::submit);
            List<T> results = new ArrayList<>(tasks.size());
            for (int count = 0; count < tasks.size(); count++) {
                results.add(ended.take().get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            end(pool);
        }
    }

    private static IOException unwrapped(ExecutionException failure) throws InterruptedException {
        Throwable cause = failure.getCause();
        if (cause instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /** Waits on when it is interrupted again, because what the threads write is deleted next. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        boolean wasInterrupted = Thread.interrupted();
        boolean isWaiting = true;
        while (isWaiting) {
            try {
                boolean hasEnded = pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                isWaiting = !hasEnded && System.nanoTime() < deadline;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
