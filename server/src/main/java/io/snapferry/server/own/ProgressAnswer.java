package io.snapferry.server.own;

import io.snapferry.server.catalog.ExportFigures;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.schema.Wire;
import java.util.List;
import java.util.Optional;

/**
 * How far a job is, on the wire. Totals are 0 before the plan is made.
 *
 * @param bsonBytes read
 * @param bytesPerSecond of BSON in the last seconds; absent while it does not run or nothing is measured
 * @param percent of the BSON, or of the collections when they are all empty, with one decimal; 100 exactly when Successful
 * @param secondsLeft at this speed
 * @param uploadedBytes of the finished objects
 */
record ProgressAnswer(
        long bsonBytes,
        Optional<Long> bytesPerSecond,
        long documents,
        int exportedCollections,
        @Wire(min = 0, max = 100) double percent,
        List<ReplicaSetAnswer> replicaSets,
        Optional<Long> secondsLeft,
        long totalBsonBytes,
        int totalCollections,
        long totalDocuments,
        long uploadedBytes) {
    private static final double TENTHS = 1_000;
    private static final double TENTHS_PER_PERCENT = 10;

    record ReplicaSetAnswer(
            long bsonBytes, long documents, String replicaSetName, long totalBsonBytes, long totalDocuments) {}

    static ProgressAnswer of(JobState state, ExportJob.Progress progress) {
        ExportFigures figures = progress.figures();
        Optional<Long> rate =
                Optional.of(figures.bytesPerSecond()).filter(bytes -> bytes > 0 && state == JobState.IN_PROGRESS);
        long left = Math.max(0, figures.totalBsonBytes() - figures.bsonBytes());
        return new ProgressAnswer(
                figures.bsonBytes(),
                rate,
                figures.documents(),
                progress.exportedCollections(),
                percent(state, progress),
                figures.replicaSets().stream()
                        .map(part -> new ReplicaSetAnswer(
                                part.bsonBytes(),
                                part.documents(),
                                part.name(),
                                part.totalBsonBytes(),
                                part.totalDocuments()))
                        .toList(),
                rate.map(bytes -> Math.floorDiv(left + bytes - 1, bytes)),
                figures.totalBsonBytes(),
                progress.totalCollections(),
                figures.totalDocuments(),
                figures.uploadedBytes());
    }

    /** Rounded down, and below 100 until the export is whole: whoever waits for 100 must not come too early. */
    private static double percent(JobState state, ExportJob.Progress progress) {
        if (state == JobState.SUCCESSFUL) {
            return TENTHS / TENTHS_PER_PERCENT;
        }
        ExportFigures figures = progress.figures();
        double share = figures.totalBsonBytes() > 0
                ? (double) figures.bsonBytes() / figures.totalBsonBytes()
                : (double) progress.exportedCollections() / Math.max(1, progress.totalCollections());
        return Math.min(Math.floor(share * TENTHS), TENTHS - 1) / TENTHS_PER_PERCENT;
    }
}
