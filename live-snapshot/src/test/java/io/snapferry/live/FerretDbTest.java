package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.live.ReadMode.Unpinned;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern LISTENING = Pattern.compile("Listening on TCP 127\\.0\\.0\\.1:(\\d+)");

    private static @Nullable Process process;
    private static ConnectionString address = new ConnectionString("mongodb://127.0.0.1");

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        Optional<Path> program = program();
        assumeTrue(
                program.isPresent(),
                "no FerretDB: set -Dsnapferry.ferretdb=PROGRAM, see docs/contributing.md for how to build it");
        Process started = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "--handler=sqlite",
                        "--sqlite-url=file:" + data + "/",
                        "--state-dir=" + data,
                        "--listen-addr=127.0.0.1:0",
                        "--debug-addr=-",
                        "--telemetry=disable",
                        "--repl-set-name=rs0")
                .redirectErrorStream(true)
                .start();
        process = started;
        address = new ConnectionString("mongodb://127.0.0.1:" + port(started) + "/?directConnection=true");
    }

    private static Optional<Path> program() {
        String named = System.getProperty("snapferry.ferretdb", "");
        Stream<Path> places = named.isEmpty()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "ferretdb"))
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable).findFirst();
    }

    /** Reads the log up to the port, and the rest in a thread of its own so that the process never waits. */
    private static int port(Process started) throws IOException {
        BufferedReader log = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            read.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread rest = new Thread(() -> log.lines().forEach(ignored -> {}), "ferretdb-log");
                rest.setDaemon(true);
                rest.start();
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("FerretDB ended: " + read);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.waitFor();
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
