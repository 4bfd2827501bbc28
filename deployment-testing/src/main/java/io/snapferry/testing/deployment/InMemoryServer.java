package io.snapferry.testing.deployment;

import com.mongodb.ConnectionString;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.Closeable;

/** mongo-java-server in this process: it has neither {@code hello} nor sessions nor UUIDs. */
public final class InMemoryServer implements Closeable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final int port = server.bind().getPort();

    /** Listens on a free port. */
    public InMemoryServer() {}

    /** How it is reached. */
    public ConnectionString connectionString() {
        return new ConnectionString("mongodb://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
