package io.snapferry.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import io.snapferry.testing.deployment.FerretDb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against FerretDB, where it is installed. */
class FerretDbClusterTest extends LiveClusterContractTest {
    private static @Nullable FerretDb running;
    private static ConnectionString address = new ConnectionString("mongodb://127.0.0.1");

    @BeforeAll
    static void startDeployment(@TempDir Path data) throws IOException {
        Optional<Path> program = FerretDb.program();
        assumeTrue(program.isPresent(), FerretDb.MISSING);
        FerretDb started = FerretDb.start(program.orElseThrow(), data);
        running = started;
        address = started.connectionString();
    }

    @AfterAll
    static void stopDeployment() {
        FerretDb started = running;
        if (started != null) {
            started.close();
        }
    }

    @Override
    ConnectionString deployment() {
        return address;
    }
}
