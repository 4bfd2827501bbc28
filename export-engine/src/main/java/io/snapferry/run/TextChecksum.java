package io.snapferry.run;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a text whose pieces were checksummed apart, in the order of the text. Not thread-safe.
 *
 * <p>A CRC is a remainder of polynomials over GF(2), modulo the Castagnoli polynomial P (RFC 3720, appendix B.4). To put
 * n bytes behind a text multiplies its polynomial by x^8n, so for texts A and B
 *
 * <pre>
 *   crc(A + B) = crc(A) * x^(8 |B|) mod P  +  crc(B)
 * </pre>
 *
 * where + is exclusive or. The inversions before and after, which every CRC-32 has, cancel each other out. Bit 31 of an int
 * is the coefficient of x^0, as the checksum itself has it.
 */
final class TextChecksum {
    /** P without its x^32, which is what x^32 is modulo P. */
    private static final int POLYNOMIAL = 0x82f63b78;

    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8TH = ONE >>> 8;

    private int value;
    private long sizeBytes;

    /** Puts a piece behind the text so far. */
    void append(int pieceChecksum, long pieceSizeBytes) {
        value = times(value, xToTheBitsOf(pieceSizeBytes)) ^ pieceChecksum;
        sizeBytes += pieceSizeBytes;
    }

    /** How many bytes the text has. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** 8 hex digits. */
    String hex() {
        return HexFormat.of().toHexDigits(value);
    }

    /** Of a text that is here as a whole. */
    static String hexOf(byte[] text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text, 0, text.length);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /** x^8n mod P, by squaring: a product per bit of n. */
    private static int xToTheBitsOf(long sizeBytes) {
        int result = ONE;
        int square = X_TO_THE_8TH;
        for (long left = sizeBytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }

    /** The product modulo P: adds up a, ax, ax^2, … for the coefficients of b. */
    private static int times(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int coefficients = b; coefficients != 0; coefficients <<= 1) {
            if (coefficients < 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
