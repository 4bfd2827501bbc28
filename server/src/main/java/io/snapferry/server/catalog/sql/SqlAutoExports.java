package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.AutoExports;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Table {@code undecided_export}. */
final class SqlAutoExports implements AutoExports {
    private final Jdbi reads;
    private final Jdbi writes;

    SqlAutoExports(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    static void awaitDecision(Handle handle, Id<Snapshot> snapshot, Set<SnapshotFrequency> frequencies) {
        handle.createUpdate("""
                        insert into undecided_export (snapshot_id, frequencies_json, attempts, not_before)
                        values (:snapshot, :frequenciesJson, 0, 0)
                        """)
                .bind("snapshot", snapshot)
                .bind("frequenciesJson", StoredJson.write(new TreeSet<>(frequencies)))
                .execute();
    }

    @Override
    public List<Undecided> due(Instant now) {
        return reads.withHandle(handle -> handle.createQuery("""
                        select snapshot.*, undecided_export.frequencies_json, undecided_export.attempts
                        from undecided_export join snapshot on snapshot.id = undecided_export.snapshot_id
                        where snapshot.status = 'COMPLETED' and undecided_export.not_before <= :now
                        order by snapshot.created_at, snapshot.id
                        """)
                .bind("now", now)
                .map((row, context) -> new Undecided(
                        StoredSnapshot.snapshotOf(row, context),
                        Set.of(StoredJson.read(
                                "undecided_export.frequencies_json",
                                row.getString("frequencies_json"),
                                SnapshotFrequency[].class)),
                        row.getInt("attempts")))
                .list());
    }

    @Override
    public ExportJobs.Submission submit(ExportJobs.NewJob job) {
        return writes.inTransaction(handle -> {
            ExportJobs.Submission submission = SqlExportJobs.submit(handle, job);
            if (submission instanceof ExportJobs.Submission.Accepted) {
                decided(handle, job.snapshot());
            }
            return submission;
        });
    }

    @Override
    public void decline(Id<Snapshot> snapshot) {
        writes.useHandle(handle -> decided(handle, snapshot));
    }

    private static void decided(Handle handle, Id<Snapshot> snapshot) {
        handle.createUpdate("delete from undecided_export where snapshot_id = :snapshot")
                .bind("snapshot", snapshot)
                .execute();
    }

    @Override
    public void postpone(Id<Snapshot> snapshot, Instant until) {
        writes.useHandle(handle -> handle.createUpdate("""
                        update undecided_export set attempts = attempts + 1, not_before = :until
                        where snapshot_id = :snapshot
                        """)
                .bind("snapshot", snapshot)
                .bind("until", until)
                .execute());
    }
}
