package io.snapferry.store;

import java.io.Closeable;
import java.io.IOException;

/** One object on its way into a store. Not thread-safe. */
public interface ObjectWriter extends Closeable {

    /** Appends bytes; they are copied or sent before this method returns. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Makes the object visible and durable. At most once; nothing can be written after it.
     *
     * @return only when the store has confirmed the object with its checksum
     */
    PutReceipt commit() throws IOException;

    /** Drops the object unless it was committed. Idempotent. */
    @Override
    void close() throws IOException;
}
