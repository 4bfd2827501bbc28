package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.s3.S3Credentials;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Settings;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to an export, {@code verify} finds it, and names the object. */
class VerifyMutationTest {
    private static final int SEEDS = 120;
    private static final int SEEDS_ON_S3 = 20;
    private static final String EXPORT = ExportArguments.PREFIX + "/";

    @TempDir
    private Path folder;

    private List<String> export(String bucketUrl) {
        Path first = dump().collection("shop", "orders")
                .documents(120)
                .collection("shop", "customers")
                .documents(20)
                .collection("shop", "empty")
                .timeSeries("iot", "readings")
                .documents(8)
                .writeFolder(folder.resolve("first"));
        Path second = dump().collection("shop", "orders").documents(70).writeFolder(folder.resolve("second"));
        return ExportArguments.ofSources(
                List.of("rs0=" + first, "rs1=" + second),
                bucketUrl,
                "--chunk-size=2KiB",
                "--custom-data=exported by=me",
                "--exclude=*.nothing");
    }

    @Test
    void everyMutationOfAFolderIsFoundAndNamed() throws IOException {
        Path bucket = folder.resolve("bucket");
        CommandRun.done(export(bucket.toUri().toString()));
        SortedMap<String, String> original = FolderTree.of(bucket.resolve(ExportArguments.PREFIX));
        for (int seed = 0; seed < SEEDS; seed++) {
            TreeMutation mutation = TreeMutation.of(original, seed);
            if (!mutation.tree().equals(original)) {
                replace(bucket.resolve(ExportArguments.PREFIX), original, mutation.tree());
                requireFound(mutation, seed, CommandRun.of("verify", bucket.toString(), "--output=json"));
                replace(bucket.resolve(ExportArguments.PREFIX), mutation.tree(), original);
            }
        }
        assertThat(CommandRun.done("verify", bucket.toString()).out()).startsWith("whole");
    }

    @Test
    void mutationsOfABucketAreFoundAndNamed() throws IOException {
        try (S3TestServer s3 = S3TestServer.start()) {
            CommandRun.done(export(folder.resolve("original").toUri().toString()));
            SortedMap<String, String> original =
                    FolderTree.of(folder.resolve("original").resolve(ExportArguments.PREFIX));
            for (int seed = SEEDS; seed < SEEDS + SEEDS_ON_S3; seed++) {
                TreeMutation mutation = TreeMutation.of(original, seed);
                if (!mutation.tree().equals(original)) {
                    String bucket = "mutation-" + seed;
                    s3.createBucket(bucket);
                    put(s3, bucket, mutation.tree());
                    requireFound(mutation, seed, verify(s3, bucket));
                }
            }
        }
    }

    private static void requireFound(TreeMutation mutation, int seed, CommandRun run) {
        assertThat(run.status())
                .as("seed %d: %s: %s", seed, mutation.what(), run)
                .isEqualTo(1);
        List<String> named = new ArrayList<>();
        for (JsonNode finding : run.json().get(0).path("findings")) {
            named.add(finding.path("key").asText());
        }
        for (String key : mutation.named()) {
            assertThat(named).as("seed %d: %s", seed, mutation.what()).contains(EXPORT + key);
        }
    }

    private static void replace(Path root, SortedMap<String, String> from, SortedMap<String, String> to)
            throws IOException {
        for (String key : from.keySet()) {
            if (!to.containsKey(key)) {
                Files.delete(root.resolve(key));
            }
        }
        for (String key : to.keySet()) {
            if (!to.get(key).equals(from.get(key))) {
                Files.createDirectories(root.resolve(key).getParent());
                Files.write(root.resolve(key), to.get(key).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void put(S3TestServer s3, String bucket, SortedMap<String, String> tree) throws IOException {
        S3Settings settings = S3Settings.bucket(bucket)
                .endpoint(s3.endpoint())
                .region("us-east-1")
                .pathStyle(true)
                .credentials(new S3Credentials.Static(s3.accessKeyId(), s3.secretAccessKey()))
                .build();
        try (S3ObjectStore store = new S3ObjectStore(settings)) {
            for (String key : tree.keySet()) {
                var unused = store.put(
                        new ObjectKey(EXPORT + key),
                        "application/octet-stream",
                        tree.get(key).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static CommandRun verify(S3TestServer s3, String bucket) {
        System.setProperty("aws.accessKeyId", s3.accessKeyId());
        System.setProperty("aws.secretAccessKey", s3.secretAccessKey());
        try {
            return CommandRun.of(
                    "verify", "s3://" + bucket, "--endpoint", s3.endpoint().toString(), "--output=json");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }
}
