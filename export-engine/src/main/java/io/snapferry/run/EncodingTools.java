package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.compression.GzipCodec;
import io.snapferry.json.JsonMode;
import io.snapferry.json.Transcoder;
import java.io.Closeable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The transcoders and codecs of one run. Neither may be used by two threads at a time, and both hold memory, so they are
 * lent for a block and kept for the next: there are never more than threads that use them. Thread-safe.
 */
final class EncodingTools implements Closeable {
    private final JsonMode mode;
    private final Supplier<GzipCodec> codecs;
    private final Queue<Pair> idle = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<BlockEncoder> encoders = ThreadLocal.withInitial(BlockEncoder::new);

    /** What one block needs. Not thread-safe. */
    record Pair(Transcoder transcoder, GzipCodec codec) {}

    /** @param codecs gives a new one, which is closed with this */
    EncodingTools(JsonMode mode, Supplier<GzipCodec> codecs) {
        this.mode = mode;
        this.codecs = codecs;
    }

    Pair borrow() {
        Pair pair = idle.poll();
        return pair == null ? new Pair(Transcoder.forMode(mode), codecs.get()) : pair;
    }

    void giveBack(Pair pair) {
        idle.add(pair);
    }

    /** Encodes a few documents in the thread of the caller. */
    EncodedBlock encodeHere(byte[] bytes, int offset, int length) throws BsonFormatException {
        return encoders.get().encode(bytes, offset, length, this);
    }

    /** When all are given back. */
    @Override
    public void close() {
        for (Pair pair = idle.poll(); pair != null; pair = idle.poll()) {
            pair.codec().close();
        }
    }
}
