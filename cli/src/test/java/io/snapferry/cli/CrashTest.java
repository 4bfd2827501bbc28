package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that are killed at random instants, until the export that they work on ends: in the tree of an undisturbed one, or
 * Failed and not complete. The instants are drawn from a seed; where they hit also depends on the machine. A kill leaves the
 * operating system alive; what a power cut leaves is for {@link FolderSyncTest}.
 *
 * <p>{@code -Pcrash} kills some hundred times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 6);
    private static final int MAX_KILLS_PER_RUN = 8;
    private static final long SEED = Long.getLong("crash.seed", 20_240_229);

    @TempDir
    private static Path shared;

    private S3TestServer s3;
    private Path dump;
    private ServerClasses classes;

    @BeforeAll
    void start() throws Exception {
        s3 = S3TestServer.start();
        s3.createBucket(DeclaredServer.BUCKET);
        dump = dump().collection("shop", "orders")
                .documents(1_150)
                .collection("shop", "returns")
                .documents(350)
                .collection("shop", "empty")
                .writeFolder(shared.resolve("dump"));
        Path folder = Files.createDirectory(shared.resolve("classes"));
        Path config = DeclaredServer.configure(folder, "", DeclaredServer.folderStore(folder.resolve("store")), dump);
        classes = ServerClasses.archived(folder, CrashedExport.serve(folder, config));
    }

    @AfterAll
    void stop() throws IOException {
        s3.close();
    }

    /** Where the servers have their catalog. */
    CatalogPlace catalog() throws Exception {
        return new SqliteCatalogPlace();
    }

    Stream<Arguments> places() throws Exception {
        CatalogPlace catalog = catalog();
        List<CrashBucket> buckets = List.of(new S3CrashBucket(s3), new FolderCrashBucket(shared.resolve("store")));
        return buckets.stream().map(bucket -> Arguments.of(bucket, catalog));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("places")
    void everyExportEndsInTheTreeOfAnUndisturbedOne(CrashBucket bucket, CatalogPlace catalog) throws Exception {
        Undisturbed undisturbed = undisturbed(bucket, catalog);
        Random random = new Random(SEED);
        CrashTally tally = new CrashTally();
        while (tally.kills() < KILLS) {
            s3.forgetRequests();
            Path folder = Files.createTempDirectory(shared, "run-");
            Path config = DeclaredServer.configure(folder, catalog.newCatalog(), bucket.store(), dump);
            new CrashedExport(classes, bucket, folder, config, undisturbed.tree, random, tally)
                    .run(
                            Math.min(MAX_KILLS_PER_RUN, KILLS - tally.kills()),
                            undisturbed.exportNanos,
                            undisturbed.startNanos);
        }
        System.out.println(bucket + ", " + catalog + ": " + tally);
        assertThat(tally.holes()).isZero();
        assertThat(tally.falseCompletes()).isZero();
    }

    /** What comes out when nobody is killed, and how long it takes. */
    private record Undisturbed(SortedMap<String, String> tree, long startNanos, long exportNanos) {}

    private Undisturbed undisturbed(CrashBucket bucket, CatalogPlace catalog) throws Exception {
        Path folder = Files.createTempDirectory(shared, "undisturbed-");
        Path config = DeclaredServer.configure(folder, catalog.newCatalog(), bucket.store(), dump);
        long begin = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(classes, folder, CrashedExport.serve(folder, config))) {
            long ready = System.nanoTime();
            ApiClient client = DeclaredServer.client(server.uri());
            JsonNode end = DeclaredServer.awaitEnd(client, DeclaredServer.create(client));
            long ended = System.nanoTime();
            assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("Successful");
            SortedMap<String, String> tree =
                    CrashedExport.tree(bucket, end.path("prefix").asText());
            assertThat(tree).containsKeys(".complete", ".manifest.jsonl", "shop/empty/metadata.json");
            return new Undisturbed(tree, ready - begin, ended - ready);
        }
    }
}
