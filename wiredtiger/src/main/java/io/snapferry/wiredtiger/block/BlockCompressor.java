package io.snapferry.wiredtiger.block;

import java.util.Optional;

/** What the blocks of a table are compressed with, by the name in its configuration. */
public enum BlockCompressor {
    /** Blocks are stored as they are. */
    NONE,
    /** Raw snappy, without framing. */
    SNAPPY,
    /** RFC 1950. */
    ZLIB,
    /** One Zstandard frame. */
    ZSTD;

    /** @return empty for a compressor that is not known; MongoDB has no others than these */
    public static Optional<BlockCompressor> named(String name) {
        return switch (name) {
            case "", "none" -> Optional.of(NONE);
            case "snappy" -> Optional.of(SNAPPY);
            case "zlib" -> Optional.of(ZLIB);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }
}
