package io.snapferry.compression;

import io.snapferry.json.OutputBuffer;

/**
 * Compresses a block of text into one whole gzip member (RFC 1952). Members one behind the other are a valid gzip file, so
 * blocks share nothing. The bytes depend on the block and the codec's {@link CodecId} only, not on what the instance compressed
 * before. Holds memory outside of the heap until it is closed. Not thread-safe: one instance per thread.
 */
public interface GzipCodec extends AutoCloseable {

    /**
     * Appends the member.
     *
     * @param text holds the block
     * @param offset of the block's first byte in {@code text}
     * @param length of the block in bytes; may be 0
     * @param out is appended to
     */
    void compress(byte[] text, int offset, int length, OutputBuffer out);

    /** Gives the memory back. May be called twice; nothing else may be called after it. */
    @Override
    void close();
}
