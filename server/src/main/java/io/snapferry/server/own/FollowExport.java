package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.EventSink;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells of every change of an export job as it happens: events {@code progress}, and {@code end} as the last one, each with
 * all of the job. A client that lost its connection just comes again; the first event tells all, so {@code Last-Event-ID}
 * means nothing here.
 */
final class FollowExport implements ClusterOperation {
    /** So often is looked for changes, and so many events there are at most. */
    private static final Duration INTERVAL = Duration.ofMillis(300);

    /** Shorter than the idle timeouts of our connections and of proxies, which begin at 30 seconds. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** After this the client must come again, and with it a key that is still good. */
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    private final ExportJobs jobs;
    private final ExportAnswers answers;

    FollowExport(ExportJobs jobs, ExportAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @Override
    public Route route() {
        return Route.get(OwnExports.BASE + "/{exportId}/events");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "followExport", Tag.EXPORTS, "An export's progress as server-sent events, until it ends")
                .answers(200, new OperationDescription.Form.Document("text/event-stream"))
                .errors(ApiErrorCode.TOO_MANY_EVENT_STREAMS);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ExportJob job = ExportAnswers.jobOf(request, cluster, jobs);
        return Answer.stream(sink -> follow(job, sink));
    }

    private void follow(ExportJob first, EventSink sink) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long lastSent = begin;
        Optional<ExportAnswer> sent = Optional.empty();
        while (System.nanoTime() - begin < MAX_DURATION.toNanos()) {
            Optional<ExportJob> job = jobs.find(first.cluster(), first.id());
            if (job.isEmpty()) {
                return; // its cluster was deleted
            }
            Optional<ExportAnswer> now = job.map(answers::of);
            if (job.get().state().isFinal()) {
                sink.event("end", now.get());
                return;
            }
            if (!now.equals(sent)) {
                sink.event("progress", now.get());
                sent = now;
                lastSent = System.nanoTime();
            } else if (System.nanoTime() - lastSent >= KEEP_ALIVE.toNanos()) {
                sink.keepAlive();
                lastSent = System.nanoTime();
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }
}
