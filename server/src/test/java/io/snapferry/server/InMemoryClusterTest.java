package io.snapferry.server;

import com.mongodb.ConnectionString;
import io.snapferry.testing.deployment.InMemoryServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against a server in this process. */
class InMemoryClusterTest extends LiveClusterContractTest {
    private static InMemoryServer server;

    @BeforeAll
    static void startDeployment() {
        server = new InMemoryServer();
    }

    @AfterAll
    static void stopDeployment() {
        server.close();
    }

    @Override
    ConnectionString deployment() {
        return server.connectionString();
    }
}
