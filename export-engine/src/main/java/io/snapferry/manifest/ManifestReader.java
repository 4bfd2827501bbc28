package io.snapferry.manifest;

import io.snapferry.store.Sha256;
import io.snapferry.text.LineException;
import io.snapferry.text.TextLines;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a manifest line by line, and holds it to its own last line. What is wrong with it is a {@link ManifestException}; any
 * other exception is the store's. Not thread-safe.
 */
public final class ManifestReader implements Closeable {
    /** A header with many patterns; an object's line has a key and a namespace at most. */
    private static final int MAX_LINE_BYTES = 4 << 20;

    private final TextLines lines;
    private final ManifestFormat format = new ManifestFormat();
    private final ManifestHeader header;
    private final Sha256 whole = new Sha256();
    private final Sha256 beforeEnd = new Sha256();
    private long objectCount;
    private Optional<ManifestEnd> end = Optional.empty();
    private boolean isAtEnd;

    /**
     * Reads the header.
     *
     * @param content of the object; closed with this
     */
    public ManifestReader(InputStream content) throws IOException {
        this.lines = new TextLines(content, MAX_LINE_BYTES);
        if (!nextLine()) {
            throw new ManifestException("the manifest is empty");
        }
        String line = line();
        digest();
        header = format.readHeader(line);
    }

    /** The first line. */
    public ManifestHeader header() {
        return header;
    }

    /**
     * The next object; nothing at the end, when the manifest turned out to be what was written once.
     *
     * @throws ManifestException at the first line that is not
     */
    public Optional<FinishedObject> next() throws IOException {
        if (!nextLine()) {
            if (header.isSealed() && end.isEmpty()) {
                throw new ManifestException("the manifest is cut: its last line is missing");
            }
            isAtEnd = true;
            return Optional.empty();
        }
        String line = line();
        if (end.isPresent()) {
            throw new ManifestException("the manifest goes on behind its last line");
        }
        if (header.isSealed() && ManifestFormat.isEnd(line)) {
            isAtEnd = true;
            ManifestEnd stated = format.readEnd(line);
            byte[] covered = ManifestFormat.coveredPart(line);
            beforeEnd.update(covered, 0, covered.length);
            end = Optional.of(requireEnd(stated));
            digest();
            return next();
        }
        digest();
        objectCount++;
        return Optional.of(format.readLine(line));
    }

    private ManifestEnd requireEnd(ManifestEnd stated) throws ManifestException {
        String sha256 = beforeEnd.hex();
        if (!sha256.equals(stated.sha256())) {
            throw new ManifestException(
                    "the manifest was changed: it says that its SHA-256 is " + stated.sha256() + ", it is " + sha256);
        }
        if (objectCount != stated.objects()) {
            throw new ManifestException(
                    "the manifest lists " + objectCount + " objects, its last line says " + stated.objects());
        }
        return stated;
    }

    /** The last line, when that was reached; nothing where the version has none. */
    public Optional<ManifestEnd> end() {
        return end;
    }

    /** Whether the lines of all objects were read, even when the last line then turned out to say something else. */
    public boolean isAtEnd() {
        return isAtEnd;
    }

    /** SHA-256 of all lines that were read, 64 hex digits; once, at the end. */
    public String sha256() {
        return whole.hex();
    }

    private boolean nextLine() throws IOException {
        try {
            return lines.next();
        } catch (LineException e) {
            throw new ManifestException("the manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private String line() throws ManifestException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(lines.bytes(), lines.offset(), lines.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ManifestException("a manifest line is not UTF-8", e);
        }
    }

    private void digest() {
        int lengthWithLineFeed = lines.length() + 1;
        whole.update(lines.bytes(), lines.offset(), lengthWithLineFeed);
        beforeEnd.update(lines.bytes(), lines.offset(), lengthWithLineFeed);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
