package io.snapferry.run;

import io.snapferry.json.OutputBuffer;
import io.snapferry.manifest.ManifestHeader;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The JDK's own deflate. */
final class DeflaterGzipCodec implements GzipCodec {
    private static final int LEVEL = 6;

    /** What stands in the manifest. */
    static final ManifestHeader.Codec DESCRIPTION = new ManifestHeader.Codec("jdk-deflater", LEVEL);

    private static final int OUTPUT_STEP_BYTES = 64 << 10;
    private static final int TRAILER_BYTES = 8;

    /** No name, no time, no comment; the operating system is unknown: nothing that differs from run to run. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(LEVEL, true);

    @Override
    public void compress(byte[] text, int offset, int length, OutputBuffer out) {
        out.write(HEADER, 0, HEADER.length);
        deflater.reset();
        deflater.setInput(text, offset, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.writeWith(OUTPUT_STEP_BYTES, deflater::deflate);
        }
        CRC32 crc = new CRC32();
        crc.update(text, offset, length);
        out.ensureRoom(TRAILER_BYTES);
        littleEndian(out, (int) crc.getValue());
        littleEndian(out, length);
    }

    private static void littleEndian(OutputBuffer out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
