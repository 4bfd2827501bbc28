package io.snapferry.verify;

import io.snapferry.json.ExtendedJsonFormatException;
import io.snapferry.json.ExtendedJsonReader;
import io.snapferry.json.OutputBuffer;
import io.snapferry.manifest.FinishedObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.ZipException;

/** Reads one object once, and compares all that the manifest says of it. Used for one object, in one thread. */
final class ObjectCheck {
    private final FinishedObject expected;
    private final List<Finding> problems = new ArrayList<>();
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final OutputBuffer bson = new OutputBuffer(1 << 10);
    private final CRC32C textChecksum = new CRC32C();

    private long documentCount;
    private long textSizeBytes;
    private boolean lineReported;

    ObjectCheck(FinishedObject expected) {
        this.expected = expected;
    }

    long documentCount() {
        return documentCount;
    }

    List<Finding> problems() {
        return problems;
    }

    void read(InputStream content) throws IOException {
        DigestInputStream digested = new DigestInputStream(content, sha256());
        if (expected.chunk().isPresent()) {
            readChunk(digested);
        } else {
            readMetadata(digested);
        }
        digested.transferTo(OutputStream.nullOutputStream());
        String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        if (!sha256.equals(expected.sha256())) {
            add(Finding.Problem.CHANGED, "its SHA-256 is " + sha256 + ", expected " + expected.sha256());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void readChunk(InputStream content) throws IOException {
        try {
            new ExportedText().read(content, this::line);
        } catch (TooMuchText | ZipException | EOFException e) {
            add(Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
            return;
        }
        compare("documents", documentCount, expected.documents().orElse(0L));
        compare("bytes of text", textSizeBytes, expected.jsonBytes());
        compareTextChecksum();
    }

    private void readMetadata(InputStream content) throws IOException {
        byte[] text = content.readNBytes((int) Math.min(expected.jsonBytes(), Integer.MAX_VALUE - 8));
        textChecksum.update(text, 0, text.length);
        compareTextChecksum();
        parse(text, 0, text.length, "it");
    }

    private void line(byte[] bytes, int offset, int length) throws TooMuchText {
        textChecksum.update(bytes, offset, length);
        textChecksum.update('\n');
        textSizeBytes += length + 1L;
        documentCount++;
        if (textSizeBytes > expected.jsonBytes()) {
            throw new TooMuchText("it has more than the expected " + expected.jsonBytes() + " bytes of text");
        }
        parse(bytes, offset, length, "line " + documentCount);
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
        problems.add(new Finding(expected.key(), problem, detail));
    }

    /** Ends the reading of an object that unpacks to more than was ever packed. */
    private static final class TooMuchText extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuchText(String message) {
            super(message);
        }
    }
}
