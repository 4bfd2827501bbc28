package io.snapferry.importing;

import io.snapferry.importing.ExportListing.ListedObject;
import io.snapferry.importing.ImportTarget.ChunkImport;
import io.snapferry.json.ExtendedJsonFormatException;
import io.snapferry.json.ExtendedJsonReader;
import io.snapferry.json.OutputBuffer;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.source.reading.GzipFormatException;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.text.LineException;
import io.snapferry.text.TextLines;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Reads one data object into a target, and holds it to the manifest when there is one. Used once, in one thread. */
final class ChunkReader {
    private static final int BATCH_BYTES = 1 << 20;

    private final ReadableObjectStore store;
    private final ListedObject object;
    private final ImportProgress progress;
    private final String key;
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final OutputBuffer batch = new OutputBuffer(2 * BATCH_BYTES);
    private final CRC32C checksum = new CRC32C();
    private long documentCount;
    private long textSizeBytes;
    private long toldCount;

    ChunkReader(ReadableObjectStore store, ListedObject object, ImportProgress progress) {
        this.store = store;
        this.object = object;
        this.progress = progress;
        this.key = object.key().value();
    }

    /**
     * @return how many documents it had
     * @throws ImportException when it is not an object of documents, or not the one that the manifest lists
     */
    long read(ChunkImport out) throws IOException, InterruptedException {
        long textBytes = object.expected().map(FinishedObject::jsonBytes).orElse(Long.MAX_VALUE);
        try (TextLines lines = TextLines.ofObject(store.read(object.key()), textBytes)) {
            while (lines.next()) {
                line(lines, textBytes);
                if (batch.size() >= BATCH_BYTES) {
                    flush(out);
                }
            }
        } catch (LineException | GzipFormatException e) {
            throw new ImportException(key, "it cannot be read behind line " + documentCount + ": " + e.getMessage());
        }
        flush(out);
        requireExpected();
        out.finish();
        return documentCount;
    }

    private void line(TextLines lines, long maxTextBytes) throws ImportException {
        documentCount++;
        textSizeBytes += lines.length() + 1L;
        if (textSizeBytes > maxTextBytes) {
            throw new ImportException(key, "it has more text than the " + maxTextBytes + " bytes of the manifest");
        }
        checksum.update(lines.bytes(), lines.offset(), lines.length() + 1);
        try {
            reader.read(lines.bytes(), lines.offset(), lines.length(), batch);
        } catch (ExtendedJsonFormatException e) {
            throw new ImportException(key, "line " + documentCount + " is not Extended JSON: " + e.getMessage());
        }
    }

    private void flush(ChunkImport out) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (batch.size() > 0) {
            out.documents(batch.array(), 0, batch.size());
            batch.clear();
            progress.written(documentCount - toldCount);
            toldCount = documentCount;
        }
    }

    private void requireExpected() throws ImportException {
        if (object.expected().isEmpty()) {
            return;
        }
        FinishedObject expected = object.expected().get();
        String crc32c = HexFormat.of().toHexDigits((int) checksum.getValue());
        if (documentCount != expected.documents().orElse(0L) || !crc32c.equals(expected.crc32c())) {
            throw new ImportException(
                    key,
                    "it is not what the manifest says: " + documentCount + " documents with the CRC-32C " + crc32c
                            + ", expected " + expected.documents().orElse(0L) + " with " + expected.crc32c());
        }
    }
}
