package io.snapferry.server.api;

import io.snapferry.plan.ExportSettings;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.RunningExports;

/**
 * Those who work behind the interface, as far as it has to do with them. What it tells them returns at once.
 *
 * @param jobSubmitted after a job was accepted
 * @param snapshotRequested after a snapshot was accepted
 * @param scheduleChanged after a schedule was changed
 * @param exports the jobs that run in this process
 * @param previews makes dry runs
 * @param onCancel what becomes of the objects of an export that is cancelled
 */
public record Workers(
        Runnable jobSubmitted,
        Runnable snapshotRequested,
        Runnable scheduleChanged,
        RunningExports exports,
        ExportPreviews previews,
        Leftovers onCancel) {

    /** Who keep the objects of an export that is cancelled. */
    public Workers(
            Runnable jobSubmitted,
            Runnable snapshotRequested,
            Runnable scheduleChanged,
            RunningExports exports,
            ExportPreviews previews) {
        this(jobSubmitted, snapshotRequested, scheduleChanged, exports, previews, Leftovers.KEEP);
    }

    /** Nobody works, but for dry runs. */
    public static Workers none() {
        return new Workers(
                () -> {},
                () -> {},
                () -> {},
                RunningExports.NONE,
                new ExportPreviews(ExportSettings.DEFAULT_CHUNK_SIZE_BYTES));
    }
}
