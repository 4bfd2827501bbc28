package io.snapferry.compression;

import java.util.function.Supplier;

/** One codec, exactly, and any number of instances of it. Thread-safe. */
public final class GzipCodecFactory {
    private final CodecId id;
    private final Supplier<GzipCodec> opener;

    GzipCodecFactory(CodecId id, Supplier<GzipCodec> opener) {
        this.id = id;
        this.opener = opener;
    }

    /** Which one. */
    public CodecId id() {
        return id;
    }

    /** A new instance, for one thread; the caller closes it. */
    public GzipCodec open() {
        return opener.get();
    }
}
