package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One export by servers that are killed at random instants, one after the other on the same data directory and catalog. */
final class CrashedExport {
    private static final int START_KILLED_ONE_IN = 4;

    /** So that an export is killed several times, and most of its lives get somewhere. */
    private static final int KILLS_PER_EXPORT = 4;

    private final ServerClasses classes;
    private final CrashBucket bucket;
    private final Path folder;
    private final Path config;
    private final SortedMap<String, String> undisturbed;
    private final Random random;
    private final CrashTally tally;

    /**
     * @param classes of the servers
     * @param folder of the servers, with nothing in it but the configuration
     * @param undisturbed the tree that must come out
     */
    CrashedExport(
            ServerClasses classes,
            CrashBucket bucket,
            Path folder,
            Path config,
            SortedMap<String, String> undisturbed,
            Random random,
            CrashTally tally) {
        this.classes = classes;
        this.bucket = bucket;
        this.folder = folder;
        this.config = config;
        this.undisturbed = undisturbed;
        this.random = random;
        this.tally = tally;
    }

    static String[] serve(Path folder, Path config) {
        return new String[] {
            "--config", config.toString(), "--data-dir", folder.resolve("data").toString()
        };
    }

    /** The objects, without what tells the prefixes of two runs apart. */
    static SortedMap<String, String> tree(CrashBucket bucket, String prefix) throws IOException {
        return BucketTree.comparable(bucket.tree(prefix), prefix);
    }

    /**
     * Runs the export to its end.
     *
     * @param maxKills after which the servers are left alone
     * @param exportNanos how long an export takes, within which it is killed
     * @param startNanos how long a start takes, within which it is killed
     */
    void run(int maxKills, long exportNanos, long startNanos) throws Exception {
        ServerProcess server = start();
        try {
            JsonNode job = DeclaredServer.create(DeclaredServer.client(server.uri()));
            String prefix = job.path("prefix").asText();
            Map<String, Object> written = Map.of();
            boolean isEnded = false;
            for (int kill = 0; kill < maxKills && !isEnded; kill++) {
                pause(exportNanos / KILLS_PER_EXPORT);
                server.kill();
                count(written, bucket.writings(prefix));
                written = bucket.writings(prefix);
                isEnded = written.containsKey(".complete");
                checkComplete(prefix, isEnded);
                if (!isEnded) {
                    tally.killed();
                }
                if (!isEnded && random.nextInt(START_KILLED_ONE_IN) == 0) {
                    killAtStart(startNanos);
                }
                server = start();
            }
            JsonNode end = DeclaredServer.awaitEnd(DeclaredServer.client(server.uri()), job);
            count(written, bucket.writings(prefix));
            check(end, prefix);
        } finally {
            server.close();
        }
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(classes, folder, serve(folder, config));
    }

    private void killAtStart(long startNanos) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.launch(classes, folder, serve(folder, config))) {
            pause(startNanos);
            server.kill();
            tally.killedAtStart();
        }
    }

    /** A random instant is the purpose here: there is no condition to wait for. */
    private void pause(long maxNanos) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1) + (long) (random.nextDouble() * maxNanos));
    }

    private void count(Map<String, Object> before, Map<String, Object> now) {
        Set<String> chunks = new HashSet<>(before.keySet());
        chunks.removeIf(key -> !key.endsWith(".json.gz"));
        long same = chunks.stream()
                .filter(key -> Objects.equals(before.get(key), now.get(key)))
                .count();
        tally.wentOn(same, chunks.size() - same);
    }

    /** A tree that says that it is complete must be, at any instant. */
    private void checkComplete(String prefix, boolean isComplete) throws IOException {
        if (isComplete && !tree(bucket, prefix).equals(undisturbed)) {
            tally.falseComplete();
        }
    }

    private void check(JsonNode end, String prefix) throws IOException {
        SortedMap<String, String> tree = tree(bucket, prefix);
        boolean isSuccessful = end.path("state").asText().equals("Successful");
        Set<String> missing = new HashSet<>(isSuccessful ? undisturbed.keySet() : Set.of());
        missing.removeAll(tree.keySet());
        tally.ended(isSuccessful, missing.size());
        if (isSuccessful) {
            assertThat(tree).isEqualTo(undisturbed);
        } else {
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Failed");
            assertThat(tree).doesNotContainKey(".complete");
        }
    }
}
