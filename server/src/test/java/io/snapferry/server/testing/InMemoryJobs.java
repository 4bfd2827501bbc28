package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Export jobs as the API sees them. The worker's side is not played: a test sets a job's state with {@link #replace}. */
public final class InMemoryJobs implements ExportJobs {
    private final List<ExportJob> jobs = new ArrayList<>();

    @Override
    public synchronized Submission submit(NewJob job) {
        Optional<ExportJob> active = jobs.stream()
                .filter(old ->
                        old.snapshot().equals(job.snapshot()) && !old.state().isFinal())
                .findFirst();
        if (active.isPresent()) {
            return new Submission.AlreadyActive(active.get().id());
        }
        long second = job.createdAt().getEpochSecond();
        while (isPrefixTaken(job.prefixBase() + "/" + second)) {
            second++;
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
                job.prefixBase() + "/" + second,
                JobState.QUEUED,
                job.createdAt(),
                Optional.empty(),
                ExportJob.Progress.NONE,
                components,
                job.replicaSetNames().size(),
                Optional.empty());
        jobs.add(accepted);
        return new Submission.Accepted(accepted);
    }

    /** Inserts the job, or replaces the one with this id. */
    public synchronized void replace(ExportJob job) {
        jobs.removeIf(old -> old.id().equals(job.id()));
        jobs.add(job);
    }

    /** Forgets all jobs. */
    public synchronized void clear() {
        jobs.clear();
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
    public synchronized Page<ExportJob> page(Id<Cluster> cluster, Page.Request page) {
        List<ExportJob> found = jobs.stream()
                .filter(job -> job.cluster().equals(cluster))
                .sorted(Comparator.comparing(ExportJob::createdAt)
                        .thenComparing(jobs::indexOf)
                        .reversed())
                .toList();
        return InMemoryCatalog.page(found, page);
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
    public boolean recordObject(Claim claim, String objectKey, String record) {
        throw new UnsupportedOperationException("nobody works here");
    }

    @Override
    public List<String> objectRecords(Id<ExportJob> job) {
        throw new UnsupportedOperationException("nobody works here");
    }
}
