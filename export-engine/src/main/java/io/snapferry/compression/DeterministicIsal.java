package io.snapferry.compression;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Corrects the one place where the output of ISA-L depends on something else than its input.
 *
 * <p>When it begins a block, it enters the third position into its hash table under a hash of bits 16 to 47 of the address of
 * its state, where the bits of the text were meant: {@code igzip_icf_body_h1_gr_bt.asm}, {@code .write_first_byte}, shifts
 * {@code tmp2}, which holds {@code stream}, instead of {@code curr_data}. Every match is compared before it is used, so the
 * output is right. But now and then, once in thousands of blocks, another match is found than in another process or thread, and
 * the bytes of an object must not depend on that. With the register cleared instead, the position stands under the hash of zero,
 * always.
 *
 * <pre>
 *   48 c1 e9 10      shr rcx, 16          31 c9            xor ecx, ecx
 *                                         90 90            nop, nop
 *   45 31 c9         xor r9d, r9d
 *   f2 44 0f 38 f1 c9  crc32 r9d, ecx
 * </pre>
 *
 * <p>The place is there three times, for SSE, AVX and AVX2 (AVX-512 has no variant in this build), at offsets that are those of GKL
 * 0.9.1 and no other.
 */
final class DeterministicIsal {
    private static final byte[] PLACE = HexFormat.of().parseHex("48c1e9104531c9f2440f38f1c9");
    private static final byte[] CORRECTION = HexFormat.of().parseHex("31c99090");
    private static final int[] OFFSETS = {0x2d1bc, 0x2dd09, 0x2e89b};

    private DeterministicIsal() {}

    /** @throws IOException when this is not the library that the correction was made for */
    static byte[] correct(byte[] library) throws IOException {
        byte[] corrected = library.clone();
        for (int at : OFFSETS) {
            if (at + PLACE.length > library.length
                    || !Arrays.equals(library, at, at + PLACE.length, PLACE, 0, PLACE.length)) {
                throw new IOException("the native library is not the one that is expected: other code at byte " + at);
            }
            System.arraycopy(CORRECTION, 0, corrected, at, CORRECTION.length);
        }
        return corrected;
    }
}
