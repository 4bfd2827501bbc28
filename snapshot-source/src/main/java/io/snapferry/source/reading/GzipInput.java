package io.snapferry.source.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a gzip stream (RFC 1952) of one or more members and refuses everything else: a cut member, a wrong checksum or
 * length, bytes behind the last member. {@link java.util.zip.GZIPInputStream} is not used because it takes bytes behind a
 * member that are not a header for the end of the stream, and decides with {@code available()} whether to look for a
 * further member at all.
 *
 * <p>An error is thrown by the call that would have given the first byte after the last good one, so that a reader which
 * counts bytes knows its position.
 */
public final class GzipInput extends InputStream {
    private static final int ID1 = 0x1f;
    private static final int ID2 = 0x8b;
    private static final int METHOD_DEFLATE = 8;
    private static final int FLAG_HEADER_CHECKSUM = 1 << 1;
    private static final int FLAG_EXTRA = 1 << 2;
    private static final int FLAG_NAME = 1 << 3;
    private static final int FLAG_COMMENT = 1 << 4;
    private static final int FLAGS_RESERVED = 0xe0;
    /** Modification time (4), extra flags (1), operating system (1): nothing that matters here. */
    private static final int IGNORED_HEADER_BYTES = 6;

    private static final int INPUT_BYTES = 64 * 1024;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[INPUT_BYTES];
    /** Of the current member: of its header while that is read, then of its unpacked bytes. */
    private final CRC32 checksum = new CRC32();

    private int inputAt;
    private int inputEnd;
    private boolean inMember;
    private long members;
    private @Nullable GzipFormatException pending;

    /** @param in gzipped; closed with this */
    public GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Fills the range unless the stream ends. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (pending != null) {
            throw pending;
        }
        int count = 0;
        try {
            while (count < length && pending == null && (inMember || beginMember())) {
                count += inflate(bytes, offset + count, length - count);
            }
        } catch (GzipFormatException e) {
            if (count == 0) {
                throw e;
            }
            pending = e;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new GzipFormatException("bad gzip stream, " + e.getMessage(), e);
        }
        checksum.update(bytes, offset, count);
        if (inflater.finished()) {
            endMember(count);
        } else if (count == 0) {
            if (inflater.needsDictionary()) {
                throw new GzipFormatException("bad gzip stream, it asks for a preset dictionary");
            }
            if (!fill()) {
                throw new GzipFormatException("gzip stream is cut, its data does not end");
            }
            inflater.setInput(input, inputAt, inputEnd - inputAt);
        }
        return count;
    }

    /** Reads a member's header; false at the end of the stream. */
    private boolean beginMember() throws IOException {
        if (inputAt == inputEnd && !fill()) {
            if (members == 0) {
                throw new GzipFormatException("gzip stream is empty");
            }
            return false;
        }
        checksum.reset();
        int id1 = headerByte();
        int id2 = headerByte();
        if (id1 != ID1 || id2 != ID2) {
            String found = "begins with 0x%02x%02x, expected 0x1f8b".formatted(id1, id2);
            throw new GzipFormatException(
                    members == 0 ? "not a gzip stream, " + found : "garbage after the gzip stream, " + found);
        }
        int method = headerByte();
        if (method != METHOD_DEFLATE) {
            throw new GzipFormatException("unknown gzip compression method " + method + ", expected 8");
        }
        int flags = headerByte();
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new GzipFormatException("reserved gzip flags are set: 0x%02x".formatted(flags));
        }
        skipHeader(IGNORED_HEADER_BYTES);
        if ((flags & FLAG_EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipHeaderText();
        }
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            verify("header checksum", checksum.getValue() & 0xffff, headerByte() | headerByte() << 8);
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(input, inputAt, inputEnd - inputAt);
        inMember = true;
        members++;
        return true;
    }

    private int headerByte() throws IOException {
        int next = rawByte();
        checksum.update(next);
        return next;
    }

    private void skipHeader(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private void skipHeaderText() throws IOException {
        while (headerByte() != 0) {}
    }

    private void endMember(int lastCount) throws IOException {
        inputAt = inputEnd - inflater.getRemaining();
        inMember = false;
        long unpackedBytes = inflater.getBytesWritten();
        try {
            verify("checksum", checksum.getValue(), trailerInt32());
            verify("length", unpackedBytes & 0xffff_ffffL, trailerInt32());
        } catch (GzipFormatException e) {
            if (lastCount == 0) {
                throw e;
            }
            pending = e; // the bytes before it count first
        }
    }

    private long trailerInt32() throws IOException {
        return rawByte() | (long) rawByte() << 8 | (long) rawByte() << 16 | (long) rawByte() << 24;
    }

    private static void verify(String what, long computed, long stored) throws GzipFormatException {
        if (computed != stored) {
            throw new GzipFormatException(
                    "gzip %s is 0x%08x, the content gives 0x%08x".formatted(what, stored, computed));
        }
    }

    private int rawByte() throws IOException {
        if (inputAt == inputEnd && !fill()) {
            throw new GzipFormatException("gzip stream is cut in its header or trailer");
        }
        return input[inputAt++] & 0xff;
    }

    private boolean fill() throws IOException {
        int count = in.read(input, 0, input.length);
        inputAt = 0;
        inputEnd = Math.max(count, 0);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
