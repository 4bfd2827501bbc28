package io.snapferry.wiredtiger.journal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes bytes as the journal has them. Shares no code with what reads them. */
final class LogBytes {
    private static final int TWO_BYTES_FROM = 64;
    private static final int MANY_BYTES_FROM = 64 + (1 << 13);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An unsigned packed integer. */
    LogBytes packed(long value) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(value));
        if (unsigned.compareTo(BigInteger.valueOf(TWO_BYTES_FROM)) < 0) {
            out.write(0b1000_0000 + (int) value);
        } else if (unsigned.compareTo(BigInteger.valueOf(MANY_BYTES_FROM)) < 0) {
            int rest = (int) value - TWO_BYTES_FROM;
            out.write(0b1100_0000 + rest / 256);
            out.write(rest % 256);
        } else {
            byte[] rest = magnitude(unsigned.subtract(BigInteger.valueOf(MANY_BYTES_FROM)));
            out.write(0b1110_0000 + rest.length);
            out.writeBytes(rest);
        }
        return this;
    }

    private static byte[] magnitude(BigInteger value) {
        byte[] signed = value.toByteArray();
        return signed.length > 1 && signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }

    LogBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    LogBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    LogBytes int16(int value) {
        return raw((byte) value, (byte) (value >> 8));
    }

    LogBytes int32(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    LogBytes int64(long value) {
        return raw(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    LogBytes zeros(int count) {
        return raw(new byte[count]);
    }

    /** A packed length, then the bytes. */
    LogBytes prefixed(String text) {
        return packed(text.length()).text(text);
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
