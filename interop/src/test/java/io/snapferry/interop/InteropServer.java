package io.snapferry.interop;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.sample.SampleSnapshot;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationException;
import io.snapferry.server.config.ConfigurationReader;
import io.snapferry.testing.deployment.InMemoryServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A server with a replica set and a sharded cluster that have a snapshot each, a replica set that runs and has none yet, and a
 * folder as object store.
 */
final class InteropServer implements AutoCloseable {
    static final String ORGANIZATION = "64b0000000000000000000aa";
    static final String PROJECT = "64b0000000000000000000bb";
    /** The store access, which the clients call a role. */
    static final String ROLE = "64b000000000000000000005";

    static final String CLUSTER = "testCluster";
    static final String SNAPSHOT = "64b000000000000000000003";
    static final String SHARDED_CLUSTER = "sharded";
    static final String SHARDED_SNAPSHOT = "64b000000000000000000004";
    /** The one that runs: of it snapshots can be taken. */
    static final String LIVE_CLUSTER = "live";
    /** The documents of its only collection. */
    static final int LIVE_DOCUMENTS = 500;
    /** The bucket that clients may register; its folder is there. */
    static final String BUCKET_NAME = "backups";

    /** Owns the organization. */
    static final String PUBLIC_KEY = "abcdefgh";

    static final String PRIVATE_KEY = "not-a-real-secret";

    private final SnapferryServer server;
    private final InMemoryServer deployment;
    private final Path folder;

    private InteropServer(SnapferryServer server, InMemoryServer deployment, Path folder) {
        this.server = server;
        this.deployment = deployment;
        this.folder = folder;
    }

    /**
     * Returns when it answers.
     *
     * @param folder for all that it writes
     */
    static InteropServer start(Path folder) throws IOException, ConfigurationException {
        SampleSnapshot.writeReplicaSet(folder.resolve("dump"));
        SampleSnapshot.writeShards(List.of(folder.resolve("shard-0"), folder.resolve("shard-1")));
        Files.createDirectories(folder.resolve("buckets").resolve(BUCKET_NAME));
        InMemoryServer deployment = new InMemoryServer();
        try {
            fill(deployment);
            return new InteropServer(start(folder, deployment), deployment, folder);
        } catch (IOException | ConfigurationException | RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    private static void fill(InMemoryServer deployment) {
        try (MongoClient client = MongoClients.create(deployment.connectionString())) {
            client.getDatabase("shop")
                    .getCollection("orders")
                    .insertMany(IntStream.range(0, LIVE_DOCUMENTS)
                            .mapToObj(number -> new Document("_id", number).append("text", "x".repeat(100)))
                            .toList());
        }
    }

    private static SnapferryServer start(Path folder, InMemoryServer deployment)
            throws IOException, ConfigurationException {
        Path configuration = Files.writeString(folder.resolve("snapferry.yaml"), """
                server: {host: 127.0.0.1, port: 0}
                data-directory: ./data
                organizations:
                - name: Acme
                  id: %s
                  api-keys:
                  - {public-key: %s, private-key: %s, roles: [ORG_OWNER]}
                  projects:
                  - name: Shop
                    id: %s
                    stores:
                    - {name: local, id: %s, type: folder, root: ./buckets}
                    clusters:
                    - name: %s
                      mongodb-version: "7.0.12"
                      snapshots:
                      - created-at: 2026-01-02T03:27:08Z
                        id: %s
                        description: nightly
                        replica-sets:
                        - {name: rs0, source: ./dump}
                    - name: %s
                      type: SHARDED
                      mongodb-version: "7.0.12"
                      snapshots:
                      - created-at: 2026-01-02T03:27:08Z
                        id: %s
                        description: nightly
                        replica-sets:
                        - {name: shard-0, source: ./shard-0}
                        - {name: shard-1, source: ./shard-1}
                    - name: %s
                      mongodb-version: "7.0.12"
                      connection-string: %s
                """.formatted(
                        ORGANIZATION,
                        PUBLIC_KEY,
                        PRIVATE_KEY,
                        PROJECT,
                        ROLE,
                        CLUSTER,
                        SNAPSHOT,
                        SHARDED_CLUSTER,
                        SHARDED_SNAPSHOT,
                        LIVE_CLUSTER,
                        deployment.connectionString()));
        CommandLineOverrides none = new CommandLineOverrides(Optional.empty(), Optional.empty(), Optional.empty());
        return SnapferryServer.start(new ConfigurationReader(Map.of()).read(configuration, none));
    }

    /** Without a slash at its end. */
    URI uri() {
        return server.uri();
    }

    /** Where an export with this prefix says that it is whole. */
    Path completionMarker(String prefix) {
        return folder.resolve("buckets").resolve(BUCKET_NAME).resolve(prefix).resolve(".complete");
    }

    @Override
    public void close() {
        server.close();
        deployment.close();
    }
}
