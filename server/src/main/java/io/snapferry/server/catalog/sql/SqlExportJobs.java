package io.snapferry.server.catalog.sql;

import io.snapferry.compression.CodecId;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.IdempotencyKey;
import io.snapferry.server.catalog.JobFilter;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.JobTerms;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.SnapshotStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Tables {@code export_job}, {@code export_object} and {@code idempotency_key}. An unfinished job is waiting while its {@code lease_until} is not
 * after now, whether nobody has taken it yet (then it is 0) or its worker went silent; otherwise it runs.
 */
final class SqlExportJobs implements ExportJobs {
    private static final String NEWEST_FIRST = "created_at desc, queue_position desc";

    /**
     * Takes the oldest waiting job. Only that one is looked at: if it has to wait, all do. Package-private for a test that
     * reads its query plan.
     */
    static final String CLAIM = """
            update export_job set
                state = 'IN_PROGRESS',
                worker = :worker,
                fencing_token = fencing_token + 1,
                lease_until = :leaseUntil
            where id = (
                select id from export_job
                where state in ('QUEUED', 'IN_PROGRESS') and lease_until <= :now
                order by queue_position limit 1)
            and (replica_set_count <= :maxReplicaSets - (
                    select coalesce(sum(running.replica_set_count), 0) from export_job running
                    where running.state = 'IN_PROGRESS' and running.lease_until > :now)
                or not exists (
                    select 1 from export_job running
                    where running.state = 'IN_PROGRESS' and running.lease_until > :now))
            returning *
            """;

    /** What every write of a worker asks for: that its claim is the newest and the job has not ended. */
    private static final String WHERE_CLAIM_HOLDS =
            "where id = :job and fencing_token = :token and state = 'IN_PROGRESS'";

    /** Asked besides by every write that would carry on the work. */
    private static final String UNLESS_CANCELLED = " and ending <> 'CANCELLING'";

    private final Jdbi reads;
    private final Jdbi writes;

    SqlExportJobs(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public Submission submit(NewJob job) {
        return writes.inTransaction(handle -> submit(handle, job));
    }

    static Submission submit(Handle handle, NewJob job) {
        Optional<Submission> earlier = job.idempotencyKey().flatMap(key -> earlier(handle, job, key));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Optional<Id<ExportJob>> active = handle.createQuery(
                        "select id from export_job where snapshot_id = :snapshot and state in ('QUEUED', 'IN_PROGRESS')")
                .bind("snapshot", job.snapshot())
                .mapTo(String.class)
                .findOne()
                .map(Id::new);
        if (active.isPresent()) {
            return new Submission.AlreadyActive(active.get());
        }
        Optional<SnapshotStatus> status = handle.createQuery(
                        "select status from snapshot where cluster_id = :cluster and id = :snapshot")
                .bind("cluster", job.cluster())
                .bind("snapshot", job.snapshot())
                .mapTo(SnapshotStatus.class)
                .findOne();
        if (!status.equals(Optional.of(SnapshotStatus.COMPLETED))) {
            return new Submission.NotCompleted(status);
        }
        Id<ExportJob> id = Id.next(job.createdAt());
        insert(handle, id, job);
        job.idempotencyKey().ifPresent(key -> remember(handle, key, id, job));
        return new Submission.Accepted(find(handle, job.cluster(), id).orElseThrow());
    }

    /** What the key was used for before; keys that are too old are forgotten on the way. */
    private static Optional<Submission> earlier(Handle handle, NewJob job, IdempotencyKey key) {
        handle.createUpdate("""
                        delete from idempotency_key where expires_at <= :now and not exists (
                            select 1 from export_job unfinished
                            where unfinished.id = idempotency_key.job_id and unfinished.state in ('QUEUED', 'IN_PROGRESS'))
                        """).bind("now", job.createdAt()).execute();
        return handle.createQuery("""
                        select export_job.* from idempotency_key join export_job on export_job.id = idempotency_key.job_id
                        where idempotency_key.project_id = :project and idempotency_key.value = :key
                        """)
                .bind("project", job.project())
                .bind("key", key.value())
                .map(ExportJobRow::read)
                .findOne()
                .map(known -> known.isOf(job) ? new Submission.Repeated(known) : new Submission.KeyReused(known.id()));
    }

    private static void remember(Handle handle, IdempotencyKey key, Id<ExportJob> id, NewJob job) {
        handle.createUpdate("""
                        insert into idempotency_key (project_id, value, job_id, expires_at)
                        values (:project, :key, :job, :expiresAt)
                        """)
                .bind("project", job.project())
                .bind("key", key.value())
                .bind("job", id)
                .bind("expiresAt", job.createdAt().plus(IdempotencyKey.LIFETIME))
                .execute();
    }

    private static void insert(Handle handle, Id<ExportJob> id, NewJob job) {
        handle.createUpdate("""
                        insert into export_job
                            (id, queue_position, project_id, cluster_id, snapshot_id, bucket_id, custom_data_json,
                            prefix_base, prefix_second, components_json, replica_set_count, created_at, state,
                            exported_collections, total_collections, worker, fencing_token, lease_until, options_json)
                        values
                            (:id, (select coalesce(max(queue_position), 0) + 1 from export_job),
                            :project, :cluster, :snapshot, :bucket, :customDataJson,
                            :prefixBase, :prefixSecond, :componentsJson, :replicaSetCount, :createdAt, 'QUEUED',
                            0, 0, '', 0, 0, :optionsJson)
                        """)
                .bindMethods(job)
                .bind("id", id)
                .bind("customDataJson", ExportJobRow.write(job.customData()))
                .bind("prefixSecond", freePrefixSecond(handle, job))
                .bind("componentsJson", ExportJobRow.writeComponents(components(job)))
                .bind("optionsJson", ExportJobRow.write(job.options()))
                .bind("replicaSetCount", job.replicaSetNames().size())
                .execute();
    }

    /** The request's second, or else the end of the run of taken seconds that begins with it. */
    private static long freePrefixSecond(Handle handle, NewJob job) {
        long wanted = job.createdAt().getEpochSecond();
        boolean isTaken = handle.createQuery(
                        "select id from export_job where prefix_base = :base and prefix_second = :wanted")
                .bind("base", job.prefixBase())
                .bind("wanted", wanted)
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!isTaken) {
            return wanted;
        }
        return handle.createQuery("""
                        select prefix_second + 1 from export_job taken
                        where prefix_base = :base and prefix_second >= :wanted
                        and not exists (select 1 from export_job next
                            where next.prefix_base = taken.prefix_base
                            and next.prefix_second = taken.prefix_second + 1)
                        order by prefix_second limit 1
                        """)
                .bind("base", job.prefixBase())
                .bind("wanted", wanted)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public String prefixOf(NewJob job) {
        return reads.withHandle(handle -> job.prefixBase() + "/" + freePrefixSecond(handle, job));
    }

    private static List<ExportJob.Component> components(NewJob job) {
        if (!job.sharded() && job.replicaSetNames().size() == 1) {
            return List.of();
        }
        return job.replicaSetNames().stream()
                .sorted()
                .map(name -> new ExportJob.Component(Id.next(job.createdAt()), name))
                .toList();
    }

    @Override
    public Optional<ExportJob> find(Id<Cluster> cluster, Id<ExportJob> id) {
        return reads.withHandle(handle -> find(handle, cluster, id));
    }

    private static Optional<ExportJob> find(Handle handle, Id<Cluster> cluster, Id<ExportJob> id) {
        return handle.createQuery("select * from export_job where cluster_id = :cluster and id = :id")
                .bind("cluster", cluster)
                .bind("id", id)
                .map(ExportJobRow::read)
                .findOne();
    }

    @Override
    public Page<ExportJob> page(Id<Cluster> cluster, JobFilter filter, Page.Request page) {
        String fromWhere = "from export_job where cluster_id = :cluster"
                + (filter.snapshot().isPresent() ? " and snapshot_id = :snapshot" : "")
                + (filter.state().isPresent() ? " and state = :state" : "");
        return new PagedQuery<>(fromWhere, NEWEST_FIRST, ExportJobRow::read).page(reads, page, query -> {
            query.bind("cluster", cluster);
            filter.snapshot().ifPresent(snapshot -> query.bind("snapshot", snapshot));
            filter.state().ifPresent(state -> query.bind("state", state.name()));
            return query;
        });
    }

    @Override
    public Optional<ExportJob> latestSuccessful(Id<Cluster> cluster) {
        return reads.withHandle(handle -> handle.createQuery("""
                        select * from export_job where cluster_id = :cluster and state = 'SUCCESSFUL'
                        order by finished_at desc, id limit 1
                        """)
                .bind("cluster", cluster)
                .map(ExportJobRow::read)
                .findOne());
    }

    @Override
    public Cancellation cancel(Id<Cluster> cluster, Id<ExportJob> id, Instant now, Leftovers leftovers) {
        return writes.inTransaction(handle -> {
            handle.createUpdate("""
                            update export_job set leftovers = :leftovers
                            where cluster_id = :cluster and id = :id and state in ('QUEUED', 'IN_PROGRESS')
                            and ending = 'OPEN'
                            """)
                    .bind("leftovers", leftovers == Leftovers.REMOVE ? "REMOVE" : "KEPT")
                    .bind("cluster", cluster)
                    .bind("id", id)
                    .execute();
            boolean isEnded = changesARow(handle.createUpdate("""
                            update export_job set state = 'CANCELLED', finished_at = :finishedAt, worker = '', lease_until = 0
                            where cluster_id = :cluster and id = :id and state in ('QUEUED', 'IN_PROGRESS')
                            and lease_until <= :now and ending <> 'COMPLETING'
                            """)
                    .bind("cluster", cluster)
                    .bind("id", id)
                    .bind("now", now)
                    .bind("finishedAt", now.truncatedTo(ChronoUnit.SECONDS)));
            if (isEnded) {
                SqlWebhookOutbox.ended(handle, cluster, id, JobState.CANCELLED, now);
            }
            boolean isRequested = changesARow(
                    handle.createUpdate("""
                            update export_job set ending = 'CANCELLING'
                            where cluster_id = :cluster and id = :id and state = 'IN_PROGRESS' and ending <> 'COMPLETING'
                            """).bind("cluster", cluster).bind("id", id));
            if (isRequested) {
                return Cancellation.REQUESTED;
            }
            return find(handle, cluster, id)
                    .map(job -> job.state() == JobState.CANCELLED ? Cancellation.CANCELLED : Cancellation.TOO_LATE)
                    .orElse(Cancellation.UNKNOWN);
        });
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease, int maxReplicaSets, Instant now) {
        if (maxReplicaSets < 1) {
            throw new IllegalArgumentException("at least one replica set must be allowed to run: " + maxReplicaSets);
        }
        // a transaction of its own, because a commit that fails must be seen, and a query's implicit one goes unseen
        return writes.inTransaction(handle -> {
            endAbandonedCancellations(handle, now);
            return claimNext(handle, worker, lease, maxReplicaSets, now);
        });
    }

    /** A worker that was told to stop may be gone before it could say so. */
    private static void endAbandonedCancellations(Handle handle, Instant now) {
        handle.createQuery("""
                        update export_job set state = 'CANCELLED', finished_at = :finishedAt, worker = '', lease_until = 0
                        where state = 'IN_PROGRESS' and lease_until <= :now and ending = 'CANCELLING'
                        returning *
                        """)
                .bind("now", now)
                .bind("finishedAt", now.truncatedTo(ChronoUnit.SECONDS))
                .map(ExportJobRow::read)
                .list()
                .forEach(job -> SqlWebhookOutbox.ended(handle, job.cluster(), job.id(), JobState.CANCELLED, now));
    }

    private static Optional<Claim> claimNext(
            Handle handle, String worker, Duration lease, int maxReplicaSets, Instant now) {
        return handle.createQuery(CLAIM)
                .bind("worker", worker)
                .bind("leaseUntil", now.plus(lease))
                .bind("now", now)
                .bind("maxReplicaSets", maxReplicaSets)
                .map((row, context) -> new Claim(ExportJobRow.read(row, context), row.getLong("fencing_token")))
                .findOne();
    }

    @Override
    public boolean renew(Claim claim, Duration lease, ExportJob.Progress progress, Instant now) {
        return writes.withHandle(handle -> changesARow(handle.createUpdate("""
                        update export_job set
                            lease_until = :leaseUntil,
                            exported_collections = :exportedCollections,
                            total_collections = :totalCollections,
                            progress_json = :progressJson
                        """ + WHERE_CLAIM_HOLDS + UNLESS_CANCELLED)
                .bind("job", claim.job().id())
                .bind("token", claim.fencingToken())
                .bind("leaseUntil", now.plus(lease))
                .bind("progressJson", ExportJobRow.write(progress.figures()))
                .bindMethods(progress)));
    }

    @Override
    public void releaseClaims(String worker) {
        // a new token, so that the former self changes nothing even if it is not quite dead
        writes.useHandle(
                handle -> handle.createUpdate("""
                        update export_job set worker = '', lease_until = 0, fencing_token = fencing_token + 1
                        where state in ('QUEUED', 'IN_PROGRESS') and lease_until > 0 and worker = :worker
                        """).bind("worker", worker).execute());
    }

    @Override
    public boolean beginCompletion(Claim claim) {
        return writes.withHandle(handle -> changesARow(handle.createUpdate(
                        "update export_job set ending = 'COMPLETING' " + WHERE_CLAIM_HOLDS + UNLESS_CANCELLED)
                .bind("job", claim.job().id())
                .bind("token", claim.fencingToken())));
    }

    @Override
    public boolean finish(
            Claim claim,
            JobState outcome,
            Optional<ExportJob.Failure> failure,
            ExportJob.Progress progress,
            Instant now) {
        if (!JobState.IN_PROGRESS.mayBecome(outcome)) {
            throw new IllegalArgumentException("a running job does not become " + outcome);
        }
        if (failure.isPresent() != (outcome == JobState.FAILED)) {
            throw new IllegalArgumentException("a reason is given exactly for " + JobState.FAILED + ", not " + outcome);
        }
        return writes.inTransaction(handle -> {
            boolean isEnded = changesARow(handle.createUpdate("""
                        update export_job set
                            state = :outcome,
                            finished_at = :finishedAt,
                            exported_collections = :exportedCollections,
                            total_collections = :totalCollections,
                            progress_json = :progressJson,
                            error_code = :errorCode,
                            error_message = :errorMessage,
                            worker = '',
                            lease_until = 0
                        """ + WHERE_CLAIM_HOLDS
                            + (outcome == JobState.CANCELLED ? " and ending = 'CANCELLING'" : UNLESS_CANCELLED))
                    .bind("job", claim.job().id())
                    .bind("token", claim.fencingToken())
                    .bind("outcome", outcome.name())
                    .bind("finishedAt", now.truncatedTo(ChronoUnit.SECONDS))
                    .bind("progressJson", ExportJobRow.write(progress.figures()))
                    .bindMethods(progress)
                    .bind("errorCode", failure.map(ExportJob.Failure::errorCode))
                    .bind("errorMessage", failure.map(ExportJob.Failure::message)));
            if (isEnded) {
                SqlWebhookOutbox.ended(
                        handle, claim.job().cluster(), claim.job().id(), outcome, now);
            }
            return isEnded;
        });
    }

    @Override
    public Optional<JobTerms> settleTerms(Claim claim, JobTerms choice) {
        return writes.inTransaction(handle -> handle.createQuery("""
                        update export_job set
                            codec_name = coalesce(codec_name, :name),
                            codec_level = coalesce(codec_level, :level),
                            chunk_size_bytes = coalesce(chunk_size_bytes, :chunkSizeBytes)
                        """ + WHERE_CLAIM_HOLDS + UNLESS_CANCELLED
                        + " returning codec_name, codec_level, chunk_size_bytes")
                .bind("job", claim.job().id())
                .bind("token", claim.fencingToken())
                .bindMethods(choice.codec())
                .bind("chunkSizeBytes", choice.chunkSizeBytes())
                .map((row, context) -> new JobTerms(
                        new CodecId(row.getString("codec_name"), row.getInt("codec_level")),
                        row.getLong("chunk_size_bytes")))
                .findOne());
    }

    @Override
    public Optional<SortedMap<String, String>> settleSources(Claim claim, SortedMap<String, String> identities) {
        return writes.inTransaction(handle -> handle.createQuery(
                        "update export_job set source_identities_json = coalesce(source_identities_json, :identities) "
                                + WHERE_CLAIM_HOLDS + UNLESS_CANCELLED + " returning source_identities_json")
                .bind("job", claim.job().id())
                .bind("token", claim.fencingToken())
                .bind("identities", ExportJobRow.writeIdentities(identities))
                .map((row, context) -> ExportJobRow.readIdentities(row.getString("source_identities_json")))
                .findOne());
    }

    @Override
    public boolean recordObject(Claim claim, String objectKey, String record) {
        // a chunk that was being written during a crash is written again: its newer record replaces the older
        return writes.inTransaction(handle -> {
            boolean isRecorded =
                    changesARow(handle.createUpdate("insert into export_object (job_id, object_key, record)"
                                    + " select id, :objectKey, :record from export_job " + WHERE_CLAIM_HOLDS
                                    + " on conflict (job_id, object_key) do update set record = excluded.record")
                            .bind("job", claim.job().id())
                            .bind("token", claim.fencingToken())
                            .bind("objectKey", objectKey)
                            .bind("record", record));
            return isRecorded && !isCancelling(handle, claim.job().id());
        });
    }

    private static boolean isCancelling(Handle handle, Id<ExportJob> job) {
        return handle.createQuery("select ending from export_job where id = :job")
                .bind("job", job)
                .mapTo(String.class)
                .one()
                .equals("CANCELLING");
    }

    @Override
    public List<ExportJob> removalsDue() {
        return reads.withHandle(handle -> handle.createQuery(
                        "select * from export_job where leftovers = 'REMOVE' and state = 'CANCELLED' order by queue_position")
                .map(ExportJobRow::read)
                .list());
    }

    @Override
    public void leftoversRemoved(Id<ExportJob> job, Optional<ExportJob.Failure> refusal) {
        writes.useHandle(handle -> handle.createUpdate("""
                        update export_job set leftovers = :leftovers, error_code = :errorCode, error_message = :errorMessage
                        where id = :job and state = 'CANCELLED' and leftovers = 'REMOVE'
                        """)
                .bind("leftovers", refusal.isPresent() ? "KEPT" : "REMOVED")
                .bind("errorCode", refusal.map(ExportJob.Failure::errorCode))
                .bind("errorMessage", refusal.map(ExportJob.Failure::message))
                .bind("job", job)
                .execute());
    }

    @Override
    public List<String> objectRecords(Id<ExportJob> job) {
        return reads.withHandle(
                handle -> handle.createQuery("select record from export_object where job_id = :job order by object_key")
                        .bind("job", job)
                        .mapTo(String.class)
                        .list());
    }

    private static boolean changesARow(Update update) {
        return update.execute() == 1;
    }
}
