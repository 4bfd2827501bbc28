package io.snapferry.plan;

import io.snapferry.json.JsonMode;

/**
 * What a user decides of an export. Together with the snapshot it determines every byte.
 *
 * @param jsonMode form of the documents
 * @param chunkSizeBytes a chunk ends with the first document that brings it to this many bytes of uncompressed BSON; at
 *     least 1
 * @param filter which collections
 */
public record ExportSettings(JsonMode jsonMode, long chunkSizeBytes, NamespaceFilter filter) {
    /** 128 MiB: real exports show 100 to 135 MB of BSON per file. */
    public static final long DEFAULT_CHUNK_SIZE_BYTES = 128L << 20;

    /** What Atlas does. */
    public static final ExportSettings DEFAULT =
            new ExportSettings(JsonMode.CANONICAL, DEFAULT_CHUNK_SIZE_BYTES, NamespaceFilter.ALL);

    /** @throws IllegalArgumentException when the chunk size is not positive */
    public ExportSettings {
        if (chunkSizeBytes < 1) {
            throw new IllegalArgumentException("chunk size must be at least 1 byte, not " + chunkSizeBytes);
        }
    }
}
