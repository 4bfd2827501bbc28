package io.snapferry.run;

/**
 * What a successful export wrote, earlier runs of a resumed one included.
 *
 * @param prefix of all keys
 * @param objects data objects and metadata objects, the {@code totalFiles} of {@code .complete}
 * @param documents of all data objects
 * @param bsonBytes of the documents
 * @param jsonBytes of the data objects' text
 * @param bytes of the data objects as stored
 * @param manifestSha256 of {@code .manifest.jsonl}, 64 hex digits; who keeps it elsewhere can prove the whole export by it
 */
public record ExportResult(
        String prefix,
        int objects,
        long documents,
        long bsonBytes,
        long jsonBytes,
        long bytes,
        String manifestSha256) {}
