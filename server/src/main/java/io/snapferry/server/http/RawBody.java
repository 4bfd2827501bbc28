package io.snapferry.server.http;

/** The body of an answer that is no wire record but bytes of its own. Neither {@code pretty} nor {@code envelope} change it. */
public final class RawBody {
    private final String mediaType;
    private final byte[] bytes;

    /** Copies the bytes. */
    public RawBody(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes.clone();
    }

    String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        return bytes;
    }
}
