package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.live.ReadMode.Unpinned;
import io.snapferry.testing.deployment.FerretDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against FerretDB 1.x over SQLite: a process of its own behind a network, with UUIDs, and here under a replica set's name
 * though it has no cluster time. Skipped unless the system property {@code snapferry.ferretdb} names the program, or it
 * lies on the path.
 */
class FerretDbTest extends LiveSnapshotContractTest {
    private static @Nullable FerretDb running;
    private static ConnectionString address = new ConnectionString("mongodb://127.0.0.1");

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        Optional<Path> program = FerretDb.program();
        assumeTrue(program.isPresent(), FerretDb.MISSING);
        FerretDb started = FerretDb.start(program.orElseThrow(), data);
        running = started;
        address = started.connectionString();
    }

    @AfterAll
    static void stop() {
        FerretDb started = running;
        if (started != null) {
            started.close();
        }
    }

    @Override
    ConnectionString server() {
        return address;
    }

    /** FerretDB stores a negative zero as zero. */
    @Override
    BsonDocument everyType() {
        return EveryType.common().append("double", new BsonDouble(1.5));
    }

    @Test
    void aReplicaSetsNameAloneDoesNotMakeAClusterTime(@TempDir Path store) throws Exception {
        try (MongoClient client = MongoClients.create(server())) {
            client.getDatabase("shop")
                    .getCollection("types", BsonDocument.class)
                    .insertMany(List.of(EveryType.common()));
        }

        TakenSnapshot taken = new LiveSnapshot(
                        new SnapshotStore(store), LiveSnapshotSettings.DEFAULT, Clock.systemUTC())
                .take(server(), "first", Progress.NONE);

        assertThat(taken.replicaSetName()).contains("rs0");
        assertThat(taken.mode()).isInstanceOf(Unpinned.class);
    }
}
