package io.snapferry.wiredtiger.packing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers of fixed width, as all of WiredTiger's are. The caller has checked that the bytes are there. */
public final class LittleEndian {
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /** Two bytes, unsigned. */
    public static int unsigned16(byte[] bytes, int offset) {
        return Short.toUnsignedInt((short) INT16.get(bytes, offset));
    }

    /** Four bytes. */
    public static int int32(byte[] bytes, int offset) {
        return (int) INT32.get(bytes, offset);
    }

    /** Four bytes, unsigned. */
    public static long unsigned32(byte[] bytes, int offset) {
        return Integer.toUnsignedLong(int32(bytes, offset));
    }

    /** Eight bytes. */
    public static long int64(byte[] bytes, int offset) {
        return (long) INT64.get(bytes, offset);
    }

    /** Overwrites eight bytes. */
    public static void putInt64(byte[] bytes, int offset, long value) {
        INT64.set(bytes, offset, value);
    }

    /** Overwrites four bytes. */
    public static void putInt32(byte[] bytes, int offset, int value) {
        INT32.set(bytes, offset, value);
    }
}
