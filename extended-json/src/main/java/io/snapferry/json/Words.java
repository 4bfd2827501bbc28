package io.snapferry.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several bytes of an array at once, in BSON's byte order: the first byte is the lowest. Bounds are checked. */
final class Words {
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static int int32(byte[] bytes, int at) {
        return (int) INT32.get(bytes, at);
    }

    static long int64(byte[] bytes, int at) {
        return (long) INT64.get(bytes, at);
    }

    static void setInt16(byte[] bytes, int at, short value) {
        INT16.set(bytes, at, value);
    }

    static void setInt32(byte[] bytes, int at, int value) {
        INT32.set(bytes, at, value);
    }

    static void setInt64(byte[] bytes, int at, long value) {
        INT64.set(bytes, at, value);
    }
}
