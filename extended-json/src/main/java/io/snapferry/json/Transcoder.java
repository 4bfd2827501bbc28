package io.snapferry.json;

import io.snapferry.bson.BsonFormatException;

/**
 * Turns one raw BSON document into one line of Extended JSON.
 *
 * <p>The text is compact (no spaces) and the same on every Java version. An instance is not thread-safe: use one per
 * thread.
 */
public interface Transcoder {

    /**
     * Appends the document's text, without a line end, as UTF-8.
     *
     * @param bson holds the document
     * @param offset of the document's first byte in {@code bson}
     * @param length of the document in bytes; must be the length that the document itself states
     * @param out is appended to; on an error its earlier content is kept and nothing of this document is left in it, unless
     *     it drained in between: then its content is of no use
     * @throws BsonFormatException when the bytes are not one well-formed document; its position counts from
     *     {@code offset}
     */
    void transcode(byte[] bson, int offset, int length, OutputBuffer out) throws BsonFormatException;

    /** A new transcoder for the given form. */
    static Transcoder forMode(JsonMode mode) {
        return new BytesTranscoder(mode);
    }
}
