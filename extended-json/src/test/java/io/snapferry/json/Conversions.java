package io.snapferry.json;

import io.snapferry.bson.BsonFormatException;
import java.nio.charset.StandardCharsets;

/** Whole documents in and out, for tests that are not about buffers. */
final class Conversions {
    private Conversions() {}

    static String text(Transcoder transcoder, byte[] bson) throws BsonFormatException {
        OutputBuffer out = new OutputBuffer(64);
        transcoder.transcode(bson, 0, bson.length, out);
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }

    static String canonical(byte[] bson) throws BsonFormatException {
        return text(Transcoder.forMode(JsonMode.CANONICAL), bson);
    }

    static String relaxed(byte[] bson) throws BsonFormatException {
        return text(Transcoder.forMode(JsonMode.RELAXED), bson);
    }

    static byte[] bson(String json) throws ExtendedJsonFormatException {
        return bson(json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bson(byte[] json) throws ExtendedJsonFormatException {
        OutputBuffer out = new OutputBuffer(64);
        new ExtendedJsonReader().read(json, 0, json.length, out);
        return out.toByteArray();
    }
}
