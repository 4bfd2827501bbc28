package io.snapferry.compression;

import io.snapferry.json.OutputBuffer;
import java.util.zip.Deflater;

/** The JDK's own deflate, which is zlib on most machines. */
final class DeflaterCodec implements GzipCodec {
    static final String NAME = "jdk-deflater";

    /** Small enough that the collector, which waits for each step, is not held up. */
    private static final int STEP_BYTES = 64 << 10;

    /** Extended JSON becomes smaller than this share of itself, so that room is made once. */
    private static final int EXPECTED_SHARE = 3;

    private final Deflater deflater;
    private final OutputBuffer.Filler step;
    private final GzipMember member = new GzipMember();

    /** @param level of zlib, 1 to 9 */
    DeflaterCodec(int level) {
        this.deflater = new Deflater(level, true);
        this.step = deflater::deflate;
    }

    @Override
    public void compress(byte[] text, int offset, int length, OutputBuffer out) {
        out.ensureRoom(length / EXPECTED_SHARE + STEP_BYTES);
        member.begin(out);
        deflater.reset();
        deflater.setInput(text, offset, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.writeWith(STEP_BYTES, step);
        }
        member.end(text, offset, length, out);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
