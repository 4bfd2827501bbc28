package io.snapferry.run;

import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.json.JsonMode;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.source.location.OpenSources;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.folder.FolderObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Runs exports with a fixed identity, and looks at what they leave. */
public final class ExportFixture {
    static final GzipCodecFactory CODEC = new GzipCodecs(NativeCompression.AUTO).forLevel(GzipLevel.FAST);

    public static final SnapshotIdentity IDENTITY = new SnapshotIdentity(
            "64b0000000000000000000aa",
            "KS Sandbox",
            "64b0000000000000000000bb",
            "mySbx",
            "64b0000000000000000000cc",
            "testCluster",
            Instant.parse("2020-04-03T05:50:29.321Z"));
    public static final ExportPrefix PREFIX =
            ExportPrefix.of(PrefixStyle.IDS, IDENTITY, Instant.parse("2021-05-04T09:40:19Z"));

    private ExportFixture() {}

    public static ExportSettings settings(long chunkSizeBytes) {
        return new ExportSettings(JsonMode.CANONICAL, chunkSizeBytes, NamespaceFilter.ALL);
    }

    public static ExportRequest request(ExportSettings settings) {
        return new ExportRequest(
                IDENTITY,
                PREFIX,
                settings,
                CODEC,
                List.of(new CompletionMarker.Label("exported by", "myName")),
                "test");
    }

    /** One replica set, into a folder. */
    public static ExportResult export(Path source, Path bucket, long chunkSizeBytes, int threads)
            throws IOException, InterruptedException {
        try (ObjectStore store = new FolderObjectStore(bucket)) {
            return export(Map.of("rs0", source), store, settings(chunkSizeBytes), ExportLedger.forgetful(), threads);
        }
    }

    public static ExportResult export(
            Map<String, Path> paths, ObjectStore store, ExportSettings settings, ExportLedger ledger, int threads)
            throws IOException, InterruptedException {
        try (BlockWorkers workers = new BlockWorkers(threads)) {
            return export(paths, store, settings, ledger, workers);
        }
    }

    public static ExportResult export(
            Map<String, Path> paths,
            ObjectStore store,
            ExportSettings settings,
            ExportLedger ledger,
            BlockWorkers workers)
            throws IOException, InterruptedException {
        try (OpenSources sources = OpenSources.open(paths)) {
            return new ExportRun(
                            request(settings), sources.byReplicaSet(), store, ledger, new ExportProgress(), workers)
                    .run();
        }
    }

    /** Every file below a folder with its content, by relative path. */
    public static SortedMap<String, byte[]> tree(Path folder) {
        SortedMap<String, byte[]> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path bucket, String keyBelowPrefix) throws IOException {
        byte[] bytes = Files.readAllBytes(bucket.resolve(PREFIX.value()).resolve(keyBelowPrefix));
        return new String(keyBelowPrefix.endsWith(".gz") ? gunzip(bytes) : bytes, StandardCharsets.UTF_8);
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            in.transferTo(text);
            return text.toByteArray();
        }
    }
}
