package io.snapferry.live;

import com.mongodb.ConnectionString;
import io.snapferry.testing.deployment.InMemoryServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a server in this process. */
class InMemoryServerTest extends LiveSnapshotContractTest {
    private static InMemoryServer server;

    @BeforeAll
    static void start() {
        server = new InMemoryServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ConnectionString server() {
        return server.connectionString();
    }
}
