package io.snapferry.run;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.location.OpenSources;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.S3Credentials;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Patience;
import io.snapferry.store.s3.S3Settings;
import io.snapferry.testing.dump.DumpBuilder;
import io.snapferry.testing.s3.Fault;
import io.snapferry.testing.s3.FaultPlan;
import io.snapferry.testing.s3.FaultProxy;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports to a real S3 server through a proxy that refuses, delays, cuts, loses and changes what passes, by plans that can
 * be made again. Every run ends with the tree of an undisturbed one, or fails without {@code .complete}, and then goes on
 * to that tree.
 *
 * <p>{@code -Dsnapferry.faults=500} makes so many runs, {@code -Dsnapferry.faults.seed=17} begins with that seed.
 */
class StoreFaultsTest {
    private static final int RUNS = Integer.getInteger("snapferry.faults", 24);
    private static final int FIRST_SEED = Integer.getInteger("snapferry.faults.seed", 1);

    private static final int PART = S3Settings.MIN_PART_SIZE_BYTES;
    private static final int FILE_BYTES = 256 << 10;

    /** One chunk of the files becomes an object of two parts. */
    private static final int CHUNK = PART + FILE_BYTES;

    /** How the server calls what it has of a cut upload, until it notices the cut; it lists that, unlike S3. */
    private static final Pattern UNFINISHED = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int SMALL_COLLECTIONS = 12;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Fewer attempts than usual, so that more is left to the run. */
    private static final S3Patience QUICK = new S3Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            2,
            Duration.ofMillis(1));

    @TempDir
    private Path folder;

    private final AtomicLong retries = new AtomicLong();
    private final Map<Fault.Kind, Long> faults = new EnumMap<>(Fault.Kind.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int resumedChunks;
    private int repeatedChunks;
    private int holes;
    private int falseCompletes;

    @Test
    void everyRunEndsInTheSameTreeOrFailsWithoutSayingThatItIsComplete() throws Exception {
        Path source = snapshot().writeFolder(folder.resolve("dump"));
        ExportFixture.export(source, folder.resolve("undisturbed"), CHUNK, 2);
        SortedMap<String, byte[]> undisturbed = ExportFixture.tree(folder.resolve("undisturbed"));
        try (S3TestServer server = S3TestServer.start()) {
            for (int seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
                try {
                    run(seed, source, undisturbed, server);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("-Dsnapferry.faults=1 -Dsnapferry.faults.seed=" + seed, e);
                }
            }
        }
        long disturbed = faults.values().stream().mapToLong(Long::longValue).sum();
        System.out.println(RUNS + " runs, ended early and gone on: " + reasons + ": " + disturbed + " faults, "
                + retries
                + " retries, " + resumedChunks + " resumed chunks, " + repeatedChunks + " repeated chunks, " + holes
                + " holes, " + falseCompletes + " false completes; " + faults);
        assertThat(holes).isZero();
        assertThat(falseCompletes).isZero();
        assertThat(disturbed).isGreaterThan(RUNS);
    }

    private static DumpBuilder snapshot() {
        DumpBuilder dump = dump().collection("media", "files");
        Random random = new Random(1);
        for (int file = 0; file < CHUNK / FILE_BYTES + 2; file++) {
            byte[] content = new byte[FILE_BYTES];
            random.nextBytes(content);
            dump.document(new BsonDocument("_id", new BsonInt32(file)).append("content", new BsonBinary(content)));
        }
        for (int number = 0; number < SMALL_COLLECTIONS; number++) {
            dump.collection("shop", "collection" + number).documents(number * 20);
        }
        return dump;
    }

    private void run(int seed, Path source, SortedMap<String, byte[]> undisturbed, S3TestServer server)
            throws IOException, InterruptedException {
        String bucket = "run-" + seed;
        server.createBucket(bucket);
        Random random = new Random(seed);
        double share = random.nextDouble() / 2;
        // Some outages are longer than the patience, and most plans have a short one or none.
        int outageLength = random.nextInt(6) == 0 ? Integer.MAX_VALUE / 2 : random.nextInt(60) - 20;
        RememberingLedger ledger = new RememberingLedger();
        ledger.stopAfter(random.nextInt(4) == 0 ? random.nextInt(2 * SMALL_COLLECTIONS) : Integer.MAX_VALUE);
        FaultPlan plan = FaultPlan.seeded(seed, share, random.nextInt(40), Math.max(0, outageLength));
        try (FaultProxy proxy = new FaultProxy(server.directEndpoint(), plan)) {
            if (!export(source, bucket, server, proxy.endpoint(), ledger)) {
                falseCompletes +=
                        tree(server, bucket).keySet().stream().anyMatch(key -> key.endsWith("/.complete")) ? 1 : 0;
                goOn(source, bucket, server, ledger);
            }
            proxy.counts().forEach((kind, count) -> {
                if (kind != Fault.Kind.NONE) {
                    faults.merge(kind, count, Long::sum);
                }
            });
        }
        requireSame(undisturbed, tree(server, bucket));
    }

    private void goOn(Path source, String bucket, S3TestServer server, RememberingLedger ledger)
            throws IOException, InterruptedException {
        resumedChunks += (int) ledger.finished().stream()
                .filter(object -> object.chunk().isPresent())
                .count();
        ledger.stopAfter(Integer.MAX_VALUE);
        assertThat(export(source, bucket, server, server.directEndpoint(), ledger))
                .as("a store that is well again")
                .isTrue();
    }

    /** @return whether it succeeded */
    private boolean export(Path source, String bucket, S3TestServer server, URI endpoint, ExportLedger ledger)
            throws IOException, InterruptedException {
        StoreActivity activity = (operation, times) -> retries.addAndGet(times);
        ExportProgress progress = new ExportProgress();
        boolean isDone = false;
        try (S3ObjectStore store = new S3ObjectStore(settings(server, endpoint, bucket), QUICK, activity);
                BlockWorkers workers = new BlockWorkers(2);
                OpenSources sources = OpenSources.open(Map.of("rs0", source))) {
            new ExportRun(
                            ExportFixture.request(ExportFixture.settings(CHUNK)),
                            sources.byReplicaSet(),
                            store,
                            ledger,
                            progress,
                            workers,
                            new StorePatience(LIMIT, new Hourglass(), new Random(1)))
                    .run();
            isDone = true;
            repeatedChunks += progress.figures().droppedChunks();
        } catch (ExportStoppedException e) {
            reasons.merge("stopped", 1, Integer::sum);
        } catch (ObjectStoreException e) {
            reasons.merge(e.storeCode(), 1, Integer::sum);
        }
        return isDone;
    }

    private void requireSame(SortedMap<String, byte[]> expected, SortedMap<String, byte[]> found) {
        List<String> wrong = new ArrayList<>();
        expected.forEach((key, content) -> {
            if (!Arrays.equals(content, found.get(key))) {
                wrong.add(key);
            }
        });
        holes += wrong.size();
        assertThat(wrong).isEmpty();
        assertThat(found.keySet()).isEqualTo(expected.keySet());
    }

    private static SortedMap<String, byte[]> tree(S3TestServer server, String bucket) throws IOException {
        try (S3ObjectStore store = new S3ObjectStore(settings(server, server.directEndpoint(), bucket))) {
            List<String> keys = new ArrayList<>();
            store.list("", object -> {
                if (!UNFINISHED.matcher(object.key()).matches()) {
                    keys.add(object.key());
                }
            });
            SortedMap<String, byte[]> objects = new TreeMap<>();
            for (String key : keys) {
                try (InputStream content = store.read(new ObjectKey(key))) {
                    objects.put(key, content.readAllBytes());
                }
            }
            return objects;
        }
    }

    private static S3Settings settings(S3TestServer server, URI endpoint, String bucket) {
        return S3Settings.bucket(bucket)
                .endpoint(endpoint)
                .credentials(new S3Credentials.Static(server.accessKeyId(), server.secretAccessKey()))
                .partSizeBytes(PART)
                .build();
    }
}
