package io.snapferry.server.api;

/**
 * What the interface tells those who work behind it. Each returns at once.
 *
 * @param jobSubmitted after a job was accepted
 * @param snapshotRequested after a snapshot was accepted
 * @param scheduleChanged after a schedule was changed
 */
public record WorkerSignals(Runnable jobSubmitted, Runnable snapshotRequested, Runnable scheduleChanged) {
    /** Nobody works. */
    public static final WorkerSignals NONE = new WorkerSignals(() -> {}, () -> {}, () -> {});
}
