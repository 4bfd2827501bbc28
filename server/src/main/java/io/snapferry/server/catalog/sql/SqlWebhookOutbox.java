package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportEvent;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.WebhookDelivery;
import io.snapferry.server.catalog.WebhookOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** Tables {@code export_event}, {@code webhook_delivery} and {@code overdue_notice}. */
final class SqlWebhookOutbox implements WebhookOutbox {
    private final Jdbi reads;
    private final Jdbi writes;

    SqlWebhookOutbox(Jdbi reads, Jdbi writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** Notes the end of a job, in the transaction that ends it. */
    static void ended(Handle handle, Id<Cluster> cluster, Id<ExportJob> job, JobState outcome, Instant now) {
        handle.createUpdate("""
                        insert into export_event (id, cluster_id, job_id, outcome, occurred_at)
                        values (:id, :cluster, :job, :outcome, :now)
                        """)
                .bind("id", Id.<ExportEvent>next(now))
                .bind("cluster", cluster)
                .bind("job", job)
                .bind("outcome", outcome.name())
                .bind("now", now)
                .execute();
    }

    @Override
    public List<ExportEvent> events(int max) {
        return reads.withHandle(handle -> handle.createQuery(
                        "select * from export_event order by occurred_at, id limit :max")
                .bind("max", max)
                .map((row, context) -> new ExportEvent(
                        Columns.id(row, "id"),
                        Columns.id(row, "cluster_id"),
                        Columns.id(row, "job_id"),
                        JobState.valueOf(row.getString("outcome")),
                        Columns.instant(row, "occurred_at")))
                .list());
    }

    @Override
    public boolean divide(Id<ExportEvent> event, List<WebhookDelivery> deliveries) {
        return writes.inTransaction(handle -> {
            // of two servers that do this at the same time, one deletes the row
            boolean isOurs = changesARow(handle.createUpdate("delete from export_event where id = :event")
                    .bind("event", event));
            if (isOurs) {
                deliveries.forEach(delivery -> insert(handle, delivery));
            }
            return isOurs;
        });
    }

    @Override
    public boolean remind(Overdue overdue, WebhookDelivery delivery) {
        return writes.inTransaction(handle -> {
            boolean isNew = changesARow(handle.createUpdate("""
                            insert into overdue_notice (webhook, cluster_id, since, periods)
                            select :webhook, id, :since, :periods from cluster where id = :cluster
                            on conflict (webhook, cluster_id) do update set since = excluded.since, periods = excluded.periods
                            where overdue_notice.since < excluded.since
                                or (overdue_notice.since = excluded.since and overdue_notice.periods < excluded.periods)
                            """)
                    .bind("webhook", delivery.webhook())
                    .bind("cluster", overdue.cluster())
                    .bind("since", overdue.since())
                    .bind("periods", overdue.periods()));
            if (isNew) {
                insert(handle, delivery);
            }
            return isNew;
        });
    }

    private static void insert(Handle handle, WebhookDelivery delivery) {
        handle.createUpdate("""
                        insert into webhook_delivery
                            (id, webhook, event_id, event_type, body, created_at, state, attempts, due_at, last_result)
                        values
                            (:id, :webhook, :event, :eventType, :body, :createdAt, :stateName, :attempts, :dueAt, :lastResult)
                        """)
                .bindMethods(delivery)
                .bind("stateName", delivery.state().name())
                .execute();
    }

    @Override
    public Optional<WebhookDelivery> claim(String webhook, Duration attempt, Instant now) {
        return writes.inTransaction(handle -> handle.createQuery("""
                        update webhook_delivery set attempts = attempts + 1, due_at = :lostAt
                        where id = (
                            select id from webhook_delivery
                            where webhook = :webhook and state = 'PENDING' and due_at <= :now
                            order by due_at, id limit 1)
                        and state = 'PENDING' and due_at <= :now
                        returning *
                        """)
                .bind("webhook", webhook)
                .bind("now", now)
                .bind("lostAt", now.plus(attempt))
                .map(SqlWebhookOutbox::read)
                .findOne());
    }

    @Override
    public boolean end(WebhookDelivery claimed, WebhookDelivery.State state, String result, Instant now) {
        if (state == WebhookDelivery.State.PENDING) {
            throw new IllegalArgumentException("a delivery does not end " + state);
        }
        return writes.withHandle(handle -> changesARow(handle.createUpdate("""
                        update webhook_delivery set state = :state, last_result = :result, ended_at = :now
                        where id = :id and attempts = :attempts and state = 'PENDING'
                        """)
                .bind("id", claimed.id())
                .bind("attempts", claimed.attempts())
                .bind("state", state.name())
                .bind("result", result)
                .bind("now", now)));
    }

    @Override
    public boolean retry(WebhookDelivery claimed, String result, Instant dueAt) {
        return writes.withHandle(handle -> changesARow(handle.createUpdate("""
                        update webhook_delivery set last_result = :result, due_at = :dueAt
                        where id = :id and attempts = :attempts and state = 'PENDING'
                        """)
                .bind("id", claimed.id())
                .bind("attempts", claimed.attempts())
                .bind("result", result)
                .bind("dueAt", dueAt)));
    }

    @Override
    public long pending(String webhook, int minAttempts) {
        return reads.withHandle(handle -> handle.createQuery("""
                        select count(*) from webhook_delivery
                        where webhook = :webhook and state = 'PENDING' and attempts >= :minAttempts
                        """)
                .bind("webhook", webhook)
                .bind("minAttempts", minAttempts)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<WebhookDelivery> deliveries(Id<ExportEvent> event) {
        return reads.withHandle(
                handle -> handle.createQuery("select * from webhook_delivery where event_id = :event order by webhook")
                        .bind("event", event)
                        .map(SqlWebhookOutbox::read)
                        .list());
    }

    @Override
    public void forget(Instant before) {
        // a pending one that is so old can only be of a webhook that nobody has in his configuration any more
        writes.useHandle(
                handle -> handle.createUpdate("""
                        delete from webhook_delivery
                        where (state <> 'PENDING' and ended_at < :before) or (state = 'PENDING' and created_at < :before)
                        """).bind("before", before).execute());
    }

    private static WebhookDelivery read(ResultSet row, StatementContext context) throws SQLException {
        return new WebhookDelivery(
                Columns.id(row, "id"),
                row.getString("webhook"),
                Columns.id(row, "event_id"),
                row.getString("event_type"),
                row.getString("body"),
                Columns.instant(row, "created_at"),
                WebhookDelivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Columns.instant(row, "due_at"),
                row.getString("last_result"),
                Columns.optionalInstant(row, "ended_at"));
    }

    private static boolean changesARow(Update update) {
        return update.execute() == 1;
    }
}
