package io.snapferry.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs a list of tasks in a fixed number of threads. The first failure stops all: the others are interrupted and waited
 * for, and it is thrown.
 */
public final class TaskPool {
    private final int threads;

    /** A piece of work that ends early when its thread is interrupted. */
    public interface Task {
        /** Does the work. */
        void run() throws IOException, InterruptedException;
    }

    /** @param threads at least 1 */
    public TaskPool(int threads) {
        this.threads = threads;
    }

    /**
     * Runs all tasks; when it returns or throws, none of them runs any more.
     *
     * @throws IOException the first failure
     * @throws InterruptedException when this thread is interrupted, or a task ended so
     */
    public void runAll(List<Task> tasks) throws IOException, InterruptedException {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, tasks.size()), threadFactory());
        CompletionService<@Nullable Void> completion = new ExecutorCompletionService<>(executor);
        try {
            for (Task task : tasks) {
                completion.submit(() -> {
                    task.run();
                    return null;
                });
            }
            for (int i = 0; i < tasks.size(); i++) {
                rethrow(completion.take());
            }
        } finally {
            stop(executor);
        }
    }

    private static void rethrow(Future<@Nullable Void> task) throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof RuntimeException defect) {
                throw defect;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Waits without end: a thread that still writes would write behind the back of the next run. */
    private static void stop(ExecutorService executor) {
        executor.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What these threads log belongs to the job of the thread that waits for them. */
    private static ThreadFactory threadFactory() {
        AtomicInteger number = new AtomicInteger();
        @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
        return task -> {
            Runnable inContext = () -> {
                if (context != null) {
                    MDC.setContextMap(context);
                }
                task.run();
            };
            Thread thread = new Thread(inContext, "export-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
