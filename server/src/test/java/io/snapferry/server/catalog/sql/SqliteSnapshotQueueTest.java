package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotQueue.NewSnapshot;
import io.snapferry.server.catalog.SnapshotQueueContractTest;
import io.snapferry.server.catalog.Tenancy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSnapshotQueueTest extends SnapshotQueueContractTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path another;

    @Override
    protected Catalog create() throws CatalogOpenException {
        return SqlCatalog.open(folder);
    }

    @Test
    void deletingAClusterStopsItsSnapshotAndRemembersTheFiles() throws Exception {
        try (Catalog catalog = SqlCatalog.open(another)) {
            Tenancy tenancy = Tenancy.in(catalog, "mySbx");
            SnapshotQueue queue = catalog.snapshotQueue();
            tenancy.putSnapshot(Tenancy.NOW, 1);
            Snapshot asked = ((SnapshotQueue.Requested.Accepted) queue.request(new NewSnapshot(
                            tenancy.cluster().id(), new SnapshotOrigin.OnDemand(), Tenancy.NOW, Optional.empty(), "")))
                    .snapshot();
            SnapshotQueue.Claim claim = queue.claimNext("worker", Duration.ofSeconds(30), 1, Tenancy.NOW)
                    .orElseThrow();

            assertThat(catalog.tenants()
                            .deleteCluster(
                                    tenancy.project().id(), tenancy.cluster().id()))
                    .isEqualTo(Deletion.DELETED);

            assertThat(queue.renew(claim, Duration.ofSeconds(30), Tenancy.NOW)).isFalse();
            assertThat(queue.discarded())
                    .as("the registered one is not among them")
                    .containsExactly(asked.id());
        }
    }

    @Test
    void keepsTheConnectionStringOfACluster() throws Exception {
        ConnectionSecret secret = new ConnectionSecret("mongodb://u:p@db1:27017,db2/?replicaSet=rs0");
        try (Catalog catalog = SqlCatalog.open(another)) {
            Tenancy tenancy = Tenancy.in(catalog, "mySbx");
            catalog.tenants().putCluster(tenancy.cluster().withConnectionString(Optional.of(secret)));
            assertThat(catalog.tenants().cluster(tenancy.cluster().id()))
                    .contains(tenancy.cluster().withConnectionString(Optional.of(secret)));
            catalog.tenants().putCluster(tenancy.cluster());
            assertThat(catalog.tenants().cluster(tenancy.cluster().id())).contains(tenancy.cluster());
        }
    }
}
