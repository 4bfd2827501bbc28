package io.snapferry.server.own;

import io.snapferry.compression.GzipLevel;
import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An export job on the wire of our own API: what Atlas tells of it, its options, and its progress in full.
 *
 * @param cancelRequested while its worker has still to stop
 * @param gzipLevel when the request asked for one
 */
record ExportAnswer(
        boolean cancelRequested,
        Optional<List<Component>> components,
        Instant createdAt,
        List<CustomData> customData,
        Optional<String> errMsg,
        List<String> exclude,
        Id<ExportBucket> exportBucketId,
        Optional<Instant> finishedAt,
        Optional<String> gzipLevel,
        Id<ExportJob> id,
        List<String> include,
        String jsonMode,
        String prefix,
        ProgressAnswer progress,
        Id<Snapshot> snapshotId,
        String state,
        Optional<Reason> stateReason) {

    record Component(Id<ExportJob> exportId, String replicaSetName) {}

    record Reason(String errorCode, String message) {}

    static ExportAnswer of(ExportJob job, ExportJob.Progress progress) {
        Optional<ExportJob.Failure> failure =
                job.failure().filter(any -> job.state() == JobState.FAILED || job.state() == JobState.CANCELLED);
        return new ExportAnswer(
                job.cancelRequested(),
                job.isSharded() ? Optional.of(components(job)) : Optional.empty(),
                job.createdAt(),
                job.customData(),
                failure.map(ExportJob.Failure::message),
                job.options().exclude(),
                job.bucket(),
                job.finishedAt(),
                job.options().gzipLevel().map(GzipLevel::text),
                job.id(),
                job.options().include(),
                job.options().jsonMode().name().toLowerCase(Locale.ROOT),
                job.prefix(),
                ProgressAnswer.of(job.state(), progress),
                job.snapshot(),
                job.state().wireName(),
                failure.map(f -> new Reason(f.errorCode(), f.message())));
    }

    private static List<Component> components(ExportJob job) {
        return job.components().stream()
                .map(component -> new Component(component.exportId(), component.replicaSetName()))
                .toList();
    }
}
