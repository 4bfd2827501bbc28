package io.snapferry.bson;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** BSON's byte order. */
final class LittleEndian {
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /** The four bytes at {@code offset}, which the caller has checked to exist. */
    static int int32(byte[] bytes, int offset) {
        return (int) INT32.get(bytes, offset);
    }
}
