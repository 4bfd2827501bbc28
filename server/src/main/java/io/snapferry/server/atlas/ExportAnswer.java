package io.snapferry.server.atlas;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An export job on the wire. A replica set's job has {@code exportStatus}, a sharded cluster's has {@code components}. {@code
 * errMsg} is what the documentation of 2023 shows on failure, {@code stateReason} what the specification has today: we send
 * both. The recordings show no {@code links} here.
 */
record ExportAnswer(
        @Wire("of a sharded cluster") Optional<List<Component>> components,
        Instant createdAt,
        List<CustomData> customData,
        @Wire("the message of stateReason") Optional<String> errMsg,
        Id<ExportBucket> exportBucketId,
        @Wire("of a replica set") Optional<Status> exportStatus,
        Optional<Instant> finishedAt,
        Id<ExportJob> id,

        @Wire("what the keys of all objects begin with, without slashes at its ends")
        String prefix,

        Id<Snapshot> snapshotId,

        @Wire(choices = {"Queued", "InProgress", "Successful", "Failed", "Cancelled"})
        String state,

        @Wire("why it failed") Optional<Reason> stateReason) {

    record Component(Id<ExportJob> exportId, String replicaSetName) {}

    record Status(
            @Wire(min = 0) int exportedCollections,
            @Wire(min = 0) int totalCollections) {}

    record Reason(String errorCode, String message) {}

    static ExportAnswer of(ExportJob job) {
        Optional<ExportJob.Failure> failure = job.failure().filter(any -> job.state() == JobState.FAILED);
        return new ExportAnswer(
                job.isSharded() ? Optional.of(components(job)) : Optional.empty(),
                job.createdAt(),
                job.customData(),
                failure.map(ExportJob.Failure::message),
                job.bucket(),
                job.isSharded() ? Optional.empty() : Optional.of(status(job)),
                job.finishedAt(),
                job.id(),
                job.prefix(),
                job.snapshot(),
                job.state().wireName(),
                failure.map(f -> new Reason(f.errorCode(), f.message())));
    }

    private static List<Component> components(ExportJob job) {
        return job.components().stream()
                .map(component -> new Component(component.exportId(), component.replicaSetName()))
                .toList();
    }

    private static Status status(ExportJob job) {
        return new Status(job.progress().exportedCollections(), job.progress().totalCollections());
    }
}
