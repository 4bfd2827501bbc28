package io.snapferry.source.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64 with the polynomial of ECMA-182, bits reflected, inverted before and after (also known as CRC-64/XZ): the
 * checksum of a namespace's documents in an archive. Eight bytes at a time, with one table per byte.
 */
final class Crc64 {
    /** Of no bytes; where every computation begins. */
    static final long EMPTY = 0;

    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** {@code TABLES[k][b]} is the remainder of byte b followed by k zero bytes. */
    private static final long[][] TABLES = tables();

    private Crc64() {}

    /** The checksum of some bytes and the given ones behind them, from the checksum of the former. */
    static long update(long checksum, byte[] bytes, int offset, int length) {
        long crc = ~checksum;
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long next = crc ^ (long) INT64.get(bytes, at);
            crc = TABLES[7][(int) next & 0xff]
                    ^ TABLES[6][(int) (next >>> 8) & 0xff]
                    ^ TABLES[5][(int) (next >>> 16) & 0xff]
                    ^ TABLES[4][(int) (next >>> 24) & 0xff]
                    ^ TABLES[3][(int) (next >>> 32) & 0xff]
                    ^ TABLES[2][(int) (next >>> 40) & 0xff]
                    ^ TABLES[1][(int) (next >>> 48) & 0xff]
                    ^ TABLES[0][(int) (next >>> 56)];
        }
        for (; at < end; at++) {
            crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xff] ^ crc >>> 8;
        }
        return ~crc;
    }

    private static long[][] tables() {
        long[][] tables = new long[Long.BYTES][256];
        for (int value = 0; value < 256; value++) {
            long remainder = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                remainder = (remainder & 1) == 0 ? remainder >>> 1 : remainder >>> 1 ^ POLYNOMIAL;
            }
            tables[0][value] = remainder;
        }
        for (int zeros = 1; zeros < tables.length; zeros++) {
            for (int value = 0; value < 256; value++) {
                long before = tables[zeros - 1][value];
                tables[zeros][value] = tables[0][(int) before & 0xff] ^ before >>> 8;
            }
        }
        return tables;
    }
}
