package io.snapferry.server.own;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.queue.RunningExports;

/** Puts jobs on the wire, with the progress of this moment when they run in this process. Thread-safe. */
final class ExportAnswers {
    private final RunningExports running;

    ExportAnswers(RunningExports running) {
        this.running = running;
    }

    ExportAnswer of(ExportJob job) {
        return job.state() == JobState.IN_PROGRESS
                ? ExportAnswer.of(job, running.progress(job.id()).orElse(job.progress()))
                : ExportAnswer.of(job, job.progress());
    }

    /**
     * The job of the path parameter {@code exportId}.
     *
     * @throws io.snapferry.server.http.ApiException when the cluster has none of the id
     */
    static ExportJob jobOf(ApiRequest request, Cluster cluster, ExportJobs jobs) {
        Id<ExportJob> id = request.id("exportId");
        return jobs.find(cluster.id(), id).orElseThrow(() -> ApiErrorCode.RESOURCE_NOT_FOUND.with("export job " + id));
    }
}
