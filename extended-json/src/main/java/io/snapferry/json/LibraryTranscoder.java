package io.snapferry.json;

import io.snapferry.bson.BsonFormatException;

/** Placeholder until the module is filled. */
final class LibraryTranscoder implements Transcoder {
    LibraryTranscoder(JsonMode mode) {}

    @Override
    public void transcode(byte[] bson, int offset, int length, OutputBuffer out) throws BsonFormatException {
        throw new BsonFormatException(0, "not yet");
    }
}
