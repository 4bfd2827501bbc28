package io.snapferry.server.queue;

import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.Planner;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.OpenSources;
import io.snapferry.source.location.SourceOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plans exports without running them: reads snapshots, writes nothing. A plan takes as much memory as it takes in an export,
 * and some sources must be read whole for it, so only a few are made at a time, and none for long. Thread-safe.
 */
public final class ExportPreviews {
    /** Two users at a time; what runs exports needs the disks. */
    public static final int MAX_AT_A_TIME = 2;

    /** Less than clients and proxies wait for an answer. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private final Planning planning;
    private final Duration timeLimit;
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MAX_AT_A_TIME, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "dry-run");
                thread.setDaemon(true);
                return thread;
            });

    /** Makes a plan, and ends early when its thread is interrupted. */
    interface Planning {
        ExportPreview plan(Snapshot snapshot, ExportOptions options, String prefix, int limit)
                throws IOException, InterruptedException;
    }

    /** What {@link #of} came to. */
    public sealed interface Outcome {
        /** The plan. */
        record Planned(ExportPreview preview) implements Outcome {}

        /**
         * An export would fail before it writes.
         *
         * @param reason as a job tells it
         */
        record NotExportable(String reason) implements Outcome {}

        /** Others are being planned. */
        record Busy() implements Outcome {}

        /** It took longer than the limit. */
        record TooLong(Duration limit) implements Outcome {}
    }

    /**
     * For snapshots that are not encrypted.
     *
     * @param chunkSizeBytes of the exports
     */
    public ExportPreviews(long chunkSizeBytes) {
        this(chunkSizeBytes, FileKeys.NONE);
    }

    /**
     * @param chunkSizeBytes of the exports
     * @param keys of snapshots that are encrypted
     */
    public ExportPreviews(long chunkSizeBytes, FileKeys keys) {
        this(
                (snapshot, options, prefix, limit) ->
                        plan(snapshot, keys, EngineSettings.of(options, chunkSizeBytes), prefix, limit),
                TIME_LIMIT);
    }

    ExportPreviews(Planning planning, Duration timeLimit) {
        this.planning = planning;
        this.timeLimit = timeLimit;
    }

    /**
     * Plans an export of the snapshot.
     *
     * @param prefix of all keys
     * @param limit how many collections and keys are listed at most
     */
    public Outcome of(Snapshot snapshot, ExportOptions options, String prefix, int limit) {
        Future<ExportPreview> preview;
        try {
            preview = threads.submit(() -> planning.plan(snapshot, options, prefix, limit));
        } catch (RejectedExecutionException e) {
            return new Outcome.Busy();
        }
        try {
            return new Outcome.Planned(preview.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            preview.cancel(true);
            return new Outcome.TooLong(timeLimit);
        } catch (InterruptedException e) {
            preview.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stops", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return new Outcome.NotExportable(JobFailure.of(e.getCause()).message());
            }
            throw new IllegalStateException("a plan failed", e.getCause());
        }
    }

    private static ExportPreview plan(
            Snapshot snapshot, FileKeys keys, ExportSettings settings, String prefix, int limit)
            throws IOException, InterruptedException {
        ExportLayout layout = new ExportLayout(new ExportPrefix(prefix));
        try (OpenSources sources =
                OpenSources.open(snapshot.sources(), new SourceOptions(keys, snapshot.isAtCheckpoint(), false))) {
            return ExportPreview.of(new Planner(settings, layout).plan(sources.byReplicaSet()), limit);
        }
    }
}
