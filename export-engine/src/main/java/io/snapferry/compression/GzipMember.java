package io.snapferry.compression;

import io.snapferry.json.OutputBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** What stands around the deflated bytes of a member (RFC 1952, 2.3). Not thread-safe. */
final class GzipMember {
    private static final int TRAILER_BYTES = 8;

    /** No name, no time, no comment; the operating system is unknown: nothing that differs from run to run. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final CRC32 checksum = new CRC32();

    /** Appends the header. */
    void begin(OutputBuffer out) {
        out.write(HEADER, 0, HEADER.length);
    }

    /** Appends checksum and size of the text, both little-endian. */
    void end(byte[] text, int offset, int length, OutputBuffer out) {
        checksum.reset();
        checksum.update(text, offset, length);
        out.ensureRoom(TRAILER_BYTES);
        littleEndian(out, (int) checksum.getValue());
        littleEndian(out, length);
    }

    private static void littleEndian(OutputBuffer out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }
}
