package io.snapferry.server.queue;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.sql.Postgres;
import io.snapferry.server.catalog.sql.PostgresSettings;
import io.snapferry.server.catalog.sql.SqlCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that take jobs from one queue in PostgreSQL. */
@Tag(Postgres.TAG)
final class SharedQueueTest {
    private static final int SERVERS = 10;
    private static final int JOBS = 40;
    private static final int LIMIT = 5;

    @TempDir
    private Path folder;

    @Test
    void tenServersKeepTheLimitThatOneHas() throws Exception {
        PostgresSettings database = Postgres.newDatabase();
        HeldBuckets buckets = HeldBuckets.holdingDocuments();
        List<AutoCloseable> opened = new ArrayList<>();
        try (SqlCatalog catalog = SqlCatalog.open(database, Postgres.KEYS)) {
            QueueFixture queue = new QueueFixture(catalog, folder.resolve("buckets"));
            Path dump = dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("dump"));
            List<ExportJob> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(queue.submit(dump));
            }
            for (int i = 0; i < SERVERS; i++) {
                opened.add(0, server(database, "server-" + i, buckets, opened));
            }

            QueueFixture.await(() -> buckets.openCount() == LIMIT, "as many jobs as may run");
            buckets.release();

            for (ExportJob job : jobs) {
                assertThat(queue.await(job).state()).isEqualTo(JobState.SUCCESSFUL);
            }
            assertThat(buckets.mostOpen()).isEqualTo(LIMIT);
        } finally {
            for (AutoCloseable one : opened) {
                one.close();
            }
        }
    }

    /** A server with connections, a worker and a name of its own. */
    private static ExportWorker server(
            PostgresSettings database, String name, HeldBuckets buckets, List<AutoCloseable> opened) throws Exception {
        SqlCatalog catalog = SqlCatalog.open(
                new PostgresSettings(
                        database.url(), Optional.empty(), Optional.empty(), PostgresSettings.MIN_CONNECTIONS),
                Postgres.KEYS);
        opened.add(0, catalog);
        ExportWorker worker = new ExportWorker(
                catalog,
                buckets,
                QueueFixture.BLOCK_WORKERS,
                new ExportWorkerSettings(
                        name, ExportWorkerSettings.DEFAULT_LEASE, LIMIT, QueueFixture.CHUNK_SIZE_BYTES),
                catalog.clock());
        worker.start();
        return worker;
    }
}
