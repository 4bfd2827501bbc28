package io.snapferry.run;

import io.snapferry.compression.GzipCodec;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;

/** Codecs that every machine has. */
final class Codecs {
    private Codecs() {}

    static GzipCodec deflater() {
        return new GzipCodecs(NativeCompression.OFF).forLevel(GzipLevel.FAST).open();
    }
}
