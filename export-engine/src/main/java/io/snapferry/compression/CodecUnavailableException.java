package io.snapferry.compression;

import java.io.IOException;

/** An export was begun with a codec that cannot be had here. It can go on where the codec is. */
public final class CodecUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CodecId codec;

    CodecUnavailableException(CodecId codec, String reason) {
        super("the codec " + codec + ", with which this export was begun, is not available here: " + reason);
        this.codec = codec;
    }

    /** The one that is wanted. */
    public CodecId codec() {
        return codec;
    }
}
