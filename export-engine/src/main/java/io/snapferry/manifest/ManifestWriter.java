package io.snapferry.manifest;

import io.snapferry.store.ObjectWriter;
import io.snapferry.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a manifest: its header when it is made, then the objects, then the end. Not thread-safe. */
public final class ManifestWriter {
    private final ObjectWriter out;
    private final ManifestFormat format = new ManifestFormat();
    private final Sha256 digest = new Sha256();
    private long objectCount;

    /** @param out is written to; neither committed nor closed */
    public ManifestWriter(ObjectWriter out, ManifestHeader header) throws IOException {
        this.out = out;
        line(format.header(header));
    }

    /** Writes an object's line. */
    public void object(FinishedObject object) throws IOException {
        line(format.line(object));
        objectCount++;
    }

    /**
     * Writes the last line.
     *
     * @param completionMarker content of the {@code .complete} that will be written
     */
    public void end(byte[] completionMarker) throws IOException {
        ManifestEnd end = new ManifestEnd(objectCount, Sha256.hexOf(completionMarker), "");
        byte[] covered = ManifestFormat.coveredPart(format.end(end));
        digest.update(covered, 0, covered.length);
        line(format.end(new ManifestEnd(end.objects(), end.complete(), digest.hex())));
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        out.write(bytes, 0, bytes.length);
    }
}
