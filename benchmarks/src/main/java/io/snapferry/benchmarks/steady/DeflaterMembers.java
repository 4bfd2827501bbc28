package io.snapferry.benchmarks.steady;

import io.snapferry.json.OutputBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Blocks as gzip members by the JDK. Not thread-safe. */
final class DeflaterMembers implements AutoCloseable {
    private static final int STEP_BYTES = 64 << 10;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater;

    DeflaterMembers(int level) {
        this.deflater = new Deflater(level, true);
    }

    void compress(byte[] text, int offset, int length, OutputBuffer out) {
        out.write(HEADER, 0, HEADER.length);
        deflater.reset();
        deflater.setInput(text, offset, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.writeWith(STEP_BYTES, deflater::deflate);
        }
        CRC32 checksum = new CRC32();
        checksum.update(text, offset, length);
        int32((int) checksum.getValue(), out);
        int32(length, out);
    }

    private static void int32(int value, OutputBuffer out) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
