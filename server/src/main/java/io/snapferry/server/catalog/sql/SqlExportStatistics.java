package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.JobState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads what other tables hold; every query is answered from an index. */
final class SqlExportStatistics implements ExportStatistics {
    /** By the partial indexes: each of these conditions is that of one. */
    private static final String COUNTS = """
            select 'SUCCESSFUL' as state, count(*) as job_count from export_job where state = 'SUCCESSFUL'
            union all
            select state, count(*) from export_job where state in ('FAILED', 'CANCELLED') group by state
            union all
            select state, count(*) from export_job where state in ('QUEUED', 'IN_PROGRESS') group by state
            """;

    private final Jdbi reads;

    SqlExportStatistics(Jdbi reads) {
        this.reads = reads;
    }

    @Override
    public Map<JobState, Long> jobsByState() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        reads.useHandle(handle -> handle.createQuery(COUNTS)
                .map((row, context) -> Map.entry(JobState.valueOf(row.getString("state")), row.getLong("job_count")))
                .forEach(count -> counts.put(count.getKey(), count.getValue())));
        return counts;
    }

    @Override
    public Optional<Instant> oldestQueued() {
        return reads.withHandle(handle -> handle.createQuery("""
                        select created_at from export_job where state in ('QUEUED', 'IN_PROGRESS') and state = 'QUEUED'
                        order by queue_position limit 1
                        """)
                .map((row, context) -> Columns.instant(row, "created_at"))
                .findOne());
    }

    @Override
    public List<ClusterExports> clusters() {
        return reads.withHandle(handle -> handle.createQuery("""
                        select cluster.id, cluster.name, cluster.created_at, project.id as project_id,
                            project.name as project_name, (
                                select max(finished_at) from export_job
                                where export_job.cluster_id = cluster.id and export_job.state = 'SUCCESSFUL'
                            ) as last_success
                        from cluster join project on project.id = cluster.project_id
                        order by cluster.id
                        """)
                .map((row, context) -> new ClusterExports(
                        Columns.id(row, "id"),
                        row.getString("name"),
                        Columns.id(row, "project_id"),
                        row.getString("project_name"),
                        Columns.instant(row, "created_at"),
                        Columns.optionalInstant(row, "last_success")))
                .list());
    }
}
