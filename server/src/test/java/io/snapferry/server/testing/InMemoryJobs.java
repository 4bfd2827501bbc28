package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobFilter;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.JobTerms;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.SnapshotStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Export jobs as the API sees them. The worker's side is not played: a test sets a job's state with {@link #replace}. */
public final class InMemoryJobs implements ExportJobs {
    private final List<ExportJob> jobs = new ArrayList<>();
    private final Map<String, Id<ExportJob>> jobByKey = new HashMap<>();
    private Function<NewJob, Optional<SnapshotStatus>> statusOf = job -> Optional.of(SnapshotStatus.COMPLETED);

    synchronized void checkSnapshots(Function<NewJob, Optional<SnapshotStatus>> by) {
        statusOf = by;
    }

    @Override
    public synchronized Submission submit(NewJob job) {
        Optional<String> key = job.idempotencyKey().map(value -> job.project() + " " + value);
        Optional<ExportJob> earlier = key.map(jobByKey::get)
                .flatMap(id -> jobs.stream().filter(old -> old.id().equals(id)).findFirst());
        if (earlier.isPresent()) {
            return earlier.get().isOf(job)
                    ? new Submission.Repeated(earlier.get())
                    : new Submission.KeyReused(earlier.get().id());
        }
        Optional<ExportJob> active = jobs.stream()
                .filter(old ->
                        old.snapshot().equals(job.snapshot()) && !old.state().isFinal())
                .findFirst();
        if (active.isPresent()) {
            return new Submission.AlreadyActive(active.get().id());
        }
        Optional<SnapshotStatus> status = statusOf.apply(job);
        if (!status.equals(Optional.of(SnapshotStatus.COMPLETED))) {
            return new Submission.NotCompleted(status);
        }
        boolean hasComponents = job.sharded() || job.replicaSetNames().size() > 1;
        List<ExportJob.Component> components = new ArrayList<>();
        if (hasComponents) {
            job.replicaSetNames()
                    .forEach(name -> components.add(new ExportJob.Component(Id.next(job.createdAt()), name)));
        }
        ExportJob accepted = new ExportJob(
                Id.next(job.createdAt()),
                job.project(),
                job.cluster(),
                job.snapshot(),
                job.bucket(),
                job.customData(),
                prefixOf(job),
                JobState.QUEUED,
                job.createdAt(),
                Optional.empty(),
                ExportJob.Progress.NONE,
                components,
                job.replicaSetNames().size(),
                Optional.empty(),
                job.options(),
                false);
        key.ifPresent(value -> jobByKey.put(value, accepted.id()));
        jobs.add(accepted);
        return new Submission.Accepted(accepted);
    }

    @Override
    public synchronized String prefixOf(NewJob job) {
        long second = job.createdAt().getEpochSecond();
        while (isPrefixTaken(job.prefixBase() + "/" + second)) {
            second++;
        }
        return job.prefixBase() + "/" + second;
    }

    /** Inserts the job, or replaces the one with this id. */
    public synchronized void replace(ExportJob job) {
        jobs.removeIf(old -> old.id().equals(job.id()));
        jobs.add(job);
    }

    /** Forgets all jobs. */
    public synchronized void clear() {
        jobs.clear();
        jobByKey.clear();
    }

    synchronized boolean hasUnfinished(Predicate<ExportJob> which) {
        return jobs.stream().anyMatch(job -> which.test(job) && !job.state().isFinal());
    }

    private boolean isPrefixTaken(String prefix) {
        return jobs.stream().anyMatch(job -> job.prefix().equals(prefix));
    }

    @Override
    public synchronized Optional<ExportJob> find(Id<Cluster> cluster, Id<ExportJob> id) {
        return jobs.stream()
                .filter(job -> job.cluster().equals(cluster) && job.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized Page<ExportJob> page(Id<Cluster> cluster, JobFilter filter, Page.Request page) {
        List<ExportJob> found = jobs.stream()
                .filter(job -> job.cluster().equals(cluster) && filter.accepts(job))
                .sorted(Comparator.comparing(ExportJob::createdAt)
                        .thenComparing(jobs::indexOf)
                        .reversed())
                .toList();
        return InMemoryCatalog.page(found, page);
    }

    @Override
    public synchronized Optional<ExportJob> latestSuccessful(Id<Cluster> cluster) {
        return jobs.stream()
                .filter(job -> job.cluster().equals(cluster) && job.state() == JobState.SUCCESSFUL)
                .max(Comparator.comparing(job -> job.finishedAt().orElseThrow()));
    }

    @Override
    public synchronized Cancellation cancel(Id<Cluster> cluster, Id<ExportJob> id, Instant now, Leftovers leftovers) {
        Optional<ExportJob> found = find(cluster, id);
        if (found.isEmpty()) {
            return Cancellation.UNKNOWN;
        }
        ExportJob job = found.get();
        return switch (job.state()) {
            case QUEUED -> {
                replace(ended(job, JobState.CANCELLED, Optional.of(now), false));
                yield Cancellation.CANCELLED;
            }
            case IN_PROGRESS -> {
                replace(ended(job, JobState.IN_PROGRESS, Optional.empty(), true));
                yield Cancellation.REQUESTED;
            }
            case CANCELLED -> Cancellation.CANCELLED;
            case SUCCESSFUL, FAILED -> Cancellation.TOO_LATE;
        };
    }

    @Override
    public List<ExportJob> removalsDue() {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public void leftoversRemoved(Id<ExportJob> job, Optional<ExportJob.Failure> refusal) {
        throw new UnsupportedOperationException("nobody works here");
    }

    private static ExportJob ended(
            ExportJob job, JobState state, Optional<Instant> finishedAt, boolean isCancelRequested) {
        return new ExportJob(
                job.id(),
                job.project(),
                job.cluster(),
                job.snapshot(),
                job.bucket(),
                job.customData(),
                job.prefix(),
                state,
                job.createdAt(),
                finishedAt,
                job.progress(),
                job.components(),
                job.replicaSetCount(),
                job.failure(),
                job.options(),
                isCancelRequested);
    }

    @Override
    public boolean beginCompletion(Claim claim) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease, int maxReplicaSets, Instant now) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public boolean renew(Claim claim, Duration lease, ExportJob.Progress progress, Instant now) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public void releaseClaims(String worker) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public boolean finish(
            Claim claim,
            JobState outcome,
            Optional<ExportJob.Failure> failure,
            ExportJob.Progress progress,
            Instant now) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public Optional<JobTerms> settleTerms(Claim claim, JobTerms choice) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public Optional<SortedMap<String, String>> settleSources(Claim claim, SortedMap<String, String> identities) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public boolean recordObject(Claim claim, String objectKey, String record) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public List<String> objectRecords(Id<ExportJob> job) {
        throw new UnsupportedOperationException("nobody works here");
    }
}
