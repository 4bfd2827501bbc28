package io.snapferry.live;

import com.mongodb.ConnectionString;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against mongo-java-server in this process: it has neither {@code hello} nor sessions nor UUIDs. */
class InMemoryServerTest extends LiveSnapshotContractTest {
    private static MongoServer server;
    private static ConnectionString address;

    @BeforeAll
    static void start() {
        server = new MongoServer(new MemoryBackend());
        address = new ConnectionString("mongodb://127.0.0.1:" + server.bind().getPort());
    }

    @AfterAll
    static void stop() {
        server.shutdownNow();
    }

    @Override
    ConnectionString server() {
        return address;
    }
}
