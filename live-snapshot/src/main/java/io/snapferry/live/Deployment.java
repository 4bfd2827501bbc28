package io.snapferry.live;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.snapferry.live.LiveSnapshotException.Reason;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** A running deployment and what it says of itself. Thread-safe. */
final class Deployment implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String APPLICATION = "snapferry";
    private static final int COMMAND_NOT_FOUND = 59;
    /** Of MongoDB 5.0, the first with snapshot reads outside of transactions. */
    private static final int WIRE_VERSION_OF_SNAPSHOT_READS = 13;

    private final MongoClient client;
    private final DriverFailures failures;
    private final BsonDocument hello;
    private final String serverVersion;

    private Deployment(MongoClient client, DriverFailures failures) throws LiveSnapshotException, InterruptedException {
        this.client = client;
        this.failures = failures;
        this.hello = failures.translating(() -> hello(client.getDatabase(ADMIN)));
        if (text(hello, "msg").equals(Optional.of("isdbgrid"))) {
            throw LiveSnapshotException.of(
                    Reason.SHARDED_CLUSTER,
                    "the connection string leads to a mongos: a snapshot of a sharded cluster is not supported yet, name one replica set");
        }
        this.serverVersion = failures.translating(() -> text(
                        client.getDatabase(ADMIN)
                                .runCommand(new BsonDocument("buildInfo", new BsonInt32(1)), BsonDocument.class),
                        "version")
                .orElse("unknown"));
    }

    /**
     * Connects, and asks what is there.
     *
     * @throws LiveSnapshotException also for a sharded cluster
     */
    static Deployment connect(ConnectionString connectionString, LiveSnapshotSettings settings)
            throws LiveSnapshotException, InterruptedException {
        DriverFailures failures = new DriverFailures(connectionString);
        MongoClientSettings.Builder builder = MongoClientSettings.builder()
                .applicationName(APPLICATION)
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.readTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyConnectionString(connectionString);
        MongoClient client = failures.translating(() -> MongoClients.create(builder.build()));
        try {
            return new Deployment(client, failures);
        } catch (LiveSnapshotException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Servers before 4.4.2 and some that speak like servers know the older name only. */
    private static BsonDocument hello(MongoDatabase admin) {
        try {
            return admin.runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != COMMAND_NOT_FOUND) {
                throw e;
            }
            return admin.runCommand(new BsonDocument("isMaster", new BsonInt32(1)), BsonDocument.class);
        }
    }

    MongoClient client() {
        return client;
    }

    DriverFailures failures() {
        return failures;
    }

    String serverVersion() {
        return serverVersion;
    }

    Optional<String> replicaSetName() {
        return text(hello, "setName");
    }

    /** Why no cluster time can be pinned, as far as the server's own description tells. */
    Optional<String> obstacleToPinning() {
        if (replicaSetName().isEmpty()) {
            return Optional.of("the server is not a member of a replica set, so it has no cluster time");
        }
        BsonValue wireVersion = hello.getOrDefault("maxWireVersion", new BsonInt32(0));
        if (!wireVersion.isNumber() || wireVersion.asNumber().intValue() < WIRE_VERSION_OF_SNAPSHOT_READS) {
            return Optional.of("server version " + serverVersion + " has no snapshot reads, they begin with 5.0");
        }
        return hello.containsKey("logicalSessionTimeoutMinutes")
                ? Optional.empty()
                : Optional.of("the server has no sessions");
    }

    /** The time up to which the primary has applied writes; empty when the server does not tell. */
    Optional<BsonTimestamp> operationTime() throws LiveSnapshotException, InterruptedException {
        BsonDocument answer = failures.translating(() ->
                client.getDatabase(ADMIN).runCommand(new BsonDocument("ping", new BsonInt32(1)), BsonDocument.class));
        BsonValue time = answer.getOrDefault("operationTime", new BsonString(""));
        return time.isTimestamp() ? Optional.of(time.asTimestamp()) : Optional.empty();
    }

    private static Optional<String> text(BsonDocument document, String field) {
        BsonValue value = document.getOrDefault(field, new BsonInt32(0));
        return value.isString() ? Optional.of(value.asString().getValue()) : Optional.empty();
    }

    @Override
    public void close() {
        client.close();
    }
}
