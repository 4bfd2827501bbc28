package io.snapferry.verify;

import io.snapferry.json.ExtendedJsonFormatException;
import io.snapferry.json.ExtendedJsonReader;
import io.snapferry.json.OutputBuffer;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.source.metadata.DumpMetadata;
import io.snapferry.source.reading.GzipFormatException;
import io.snapferry.store.Sha256;
import io.snapferry.text.LineException;
import io.snapferry.text.TextLines;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Reads one object once, and compares all that the manifest says of it. Used for one object, in one thread. */
final class ObjectCheck {
    private final FinishedObject expected;
    private final Findings findings;
    private final VerifyProgress progress;
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final OutputBuffer bson = new OutputBuffer(1 << 10);
    private final CRC32C textChecksum = new CRC32C();

    private long documentCount;
    private long textSizeBytes;
    private boolean lineReported;

    ObjectCheck(FinishedObject expected, Findings findings, VerifyProgress progress) {
        this.expected = expected;
        this.findings = findings;
        this.progress = progress;
    }

    long documentCount() {
        return documentCount;
    }

    void read(InputStream content) throws IOException {
        Digested digested = new Digested(content);
        if (expected.chunk().isPresent()) {
            readChunk(digested);
        } else {
            readMetadata(digested);
        }
        digested.transferTo(OutputStream.nullOutputStream());
        String sha256 = digested.digest.hex();
        if (!sha256.equals(expected.sha256())) {
            add(Finding.Problem.CHANGED, "its SHA-256 is " + sha256 + ", expected " + expected.sha256());
        }
    }

    private void readChunk(InputStream content) throws IOException {
        try (TextLines lines = TextLines.ofObject(new Unclosed(content), expected.jsonBytes())) {
            while (lines.next()) {
                line(lines);
            }
        } catch (LineException | GzipFormatException e) {
            add(Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
            return;
        }
        compare("documents", documentCount, expected.documents().orElse(0L));
        compare("bytes of text", textSizeBytes, expected.jsonBytes());
        compareTextChecksum();
    }

    private void readMetadata(InputStream content) throws IOException {
        byte[] text = content.readNBytes(DumpMetadata.MAX_BYTES);
        textChecksum.update(text, 0, text.length);
        compare("bytes of text", text.length, expected.jsonBytes());
        compareTextChecksum();
        parse(text, 0, text.length, "it");
    }

    private void line(TextLines lines) throws LineException {
        textChecksum.update(lines.bytes(), lines.offset(), lines.length() + 1);
        textSizeBytes += lines.length() + 1L;
        documentCount++;
        if (textSizeBytes > expected.jsonBytes()) {
            throw new LineException("it has more than the expected " + expected.jsonBytes() + " bytes of text");
        }
        parse(lines.bytes(), lines.offset(), lines.length(), "line " + documentCount);
    }

    /** Names the first bad line only: a damaged object may have millions. */
    private void parse(byte[] bytes, int offset, int length, String place) {
        if (lineReported) {
            return;
        }
        bson.clear();
        try {
            reader.read(bytes, offset, length, bson);
        } catch (ExtendedJsonFormatException e) {
            lineReported = true;
            add(Finding.Problem.UNREADABLE, place + " is not Extended JSON: " + e.getMessage());
        }
    }

    private void compareTextChecksum() {
        String crc32c = HexFormat.of().toHexDigits(textChecksum.getValue(), 8);
        if (!crc32c.equals(expected.crc32c())) {
            add(Finding.Problem.CHANGED, "the CRC-32C of its text is " + crc32c + ", expected " + expected.crc32c());
        }
    }

    private void compare(String what, long found, long wanted) {
        if (found != wanted) {
            add(Finding.Problem.CHANGED, "it has " + found + " " + what + ", expected " + wanted);
        }
    }

    private void add(Finding.Problem problem, String detail) {
        findings.add(expected.key(), problem, detail);
    }

    /** Digests and counts what goes through. */
    private final class Digested extends FilterInputStream {
        private final Sha256 digest = new Sha256();

        Digested(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                digest.update(bytes, offset, count);
                progress.bytesRead(count);
            }
            return count;
        }
    }

    /** Leaves the object open when its text is closed: bytes behind a bad place are still digested. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
