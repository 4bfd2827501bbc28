package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.manifest.ManifestReader;
import io.snapferry.manifest.ManifestWriter;
import io.snapferry.run.ExportFixture;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.Sha256;
import io.snapferry.store.folder.FolderObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** Exports that were changed by somebody who knows how a manifest is sealed. */
public final class Forgery {
    private Forgery() {}

    /** Gives an object another text, and makes the manifest say so. */
    public static void text(Path bucket, String key, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        text(bucket, key, bytes, bytes.length, text.lines().count(), String.format("%08x", crc.getValue()));
    }

    /** The same, with what the manifest says of the text. */
    public static void text(
            Path bucket, String key, byte[] text, long statedBytes, long statedDocuments, String statedCrc32c)
            throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(text);
        }
        Files.write(bucket.resolve(ExportFixture.PREFIX.value()).resolve(key), gzipped.toByteArray());
        manifest(
                bucket,
                object -> object.key().endsWith("/" + key)
                        ? new FinishedObject(
                                object.key(),
                                object.namespace(),
                                object.replicaSet(),
                                object.chunk(),
                                Optional.of(statedDocuments),
                                object.bsonBytes(),
                                statedBytes,
                                gzipped.size(),
                                Sha256.hexOf(gzipped.toByteArray()),
                                statedCrc32c)
                        : object);
    }

    /** Changes lines of the manifest, and seals it again. */
    public static void manifest(Path bucket, UnaryOperator<FinishedObject> change) throws IOException {
        ExportLayout layout = new ExportLayout(ExportFixture.PREFIX);
        try (FolderObjectStore store = new FolderObjectStore(bucket)) {
            ManifestHeader header;
            List<FinishedObject> objects = new ArrayList<>();
            try (ManifestReader reader = new ManifestReader(store.read(layout.manifest()))) {
                header = reader.header();
                for (Optional<FinishedObject> next = reader.next(); next.isPresent(); next = reader.next()) {
                    objects.add(change.apply(next.get()));
                }
            }
            try (ObjectWriter out = store.begin(layout.manifest(), "application/x-ndjson");
                    InputStream marker = store.read(layout.completionMarker())) {
                ManifestWriter writer = new ManifestWriter(out, header);
                for (FinishedObject object : objects) {
                    writer.object(object);
                }
                writer.end(marker.readAllBytes());
                var unused = out.commit();
            }
        }
    }
}
