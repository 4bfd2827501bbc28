package io.snapferry.run;

import io.snapferry.json.OutputBuffer;

/**
 * Compresses a block of text into one whole gzip member (RFC 1952). Members one behind the other are a valid gzip file, so
 * blocks share nothing. The bytes depend on the block, the implementation and its level only. Not thread-safe.
 */
interface GzipCodec extends AutoCloseable {

    /** Appends the member to {@code out}. */
    void compress(byte[] text, int offset, int length, OutputBuffer out);

    @Override
    void close();
}
