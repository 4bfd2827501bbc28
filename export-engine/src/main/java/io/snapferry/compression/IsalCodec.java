package io.snapferry.compression;

import com.intel.gkl.compression.IntelDeflater;
import io.snapferry.json.OutputBuffer;

/**
 * ISA-L's deflate, as Intel's Genomics Kernel Library brings it. It looks like the JDK's {@code Deflater} but takes a block
 * only whole: it ignores the offset of the input, wants the output at the start of an array, and the output has to fit.
 */
final class IsalCodec implements GzipCodec {
    static final String NAME = "isa-l";

    /** Others exist, but only 1 and 2 are ISA-L; above that the library has a zlib of its own. */
    static final int LEVEL = 1;

    /** What does not become smaller is stored in blocks of at most 65,535 bytes with 5 bytes before each (RFC 1951, 3.2.4). */
    private static final int STORED_BLOCK_BYTES = 65_535;

    private static final int STORED_BLOCK_HEADER_BYTES = 5;

    /** The library refuses to deflate nothing. This is a last block of fixed codes with its end in it (RFC 1951, 3.2.3). */
    private static final byte[] EMPTY_BLOCK = {3, 0};

    private final IntelDeflater deflater;
    private final GzipMember member = new GzipMember();
    private byte[] input = {};
    private byte[] output = {};
    private boolean isClosed;

    /** Only where {@link IsalLibrary} is. */
    IsalCodec() {
        this.deflater = IsalLibrary.newDeflater(LEVEL);
    }

    @Override
    public void compress(byte[] text, int offset, int length, OutputBuffer out) {
        if (isClosed) {
            throw new IllegalStateException("closed");
        }
        member.begin(out);
        if (length == 0) {
            out.write(EMPTY_BLOCK, 0, EMPTY_BLOCK.length);
        } else {
            int deflatedSize = deflate(offset == 0 ? text : moved(text, offset, length), length);
            out.write(output, 0, deflatedSize);
        }
        member.end(text, offset, length, out);
    }

    private int deflate(byte[] block, int length) {
        ensureOutput(length);
        deflater.reset();
        deflater.setInput(block, 0, length);
        deflater.finish();
        int size = deflater.deflate(output, 0, output.length);
        if (size < 1 || !deflater.finished()) {
            throw new IllegalStateException("the native library left a block of " + length + " bytes unfinished");
        }
        return size;
    }

    private byte[] moved(byte[] text, int offset, int length) {
        if (input.length < length) {
            input = new byte[withSpare(length)];
        }
        System.arraycopy(text, offset, input, 0, length);
        return input;
    }

    private void ensureOutput(int length) {
        long storedBlocks = (long) length / STORED_BLOCK_BYTES + 1;
        long worstCase = length + storedBlocks * STORED_BLOCK_HEADER_BYTES;
        if (output.length < worstCase) {
            output = new byte[withSpare(worstCase)];
        }
    }

    /** Blocks differ a little; without spare every longer one would cost an array. */
    private static int withSpare(long length) {
        return Math.toIntExact(length + (length >>> 3));
    }

    @Override
    public void close() {
        isClosed = true;
        deflater.end();
    }
}
