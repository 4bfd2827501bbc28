package io.snapferry.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.plan.Chunk;
import io.snapferry.store.PutReceipt;
import java.util.Optional;

/**
 * An object that is in the bucket: a line of the manifest, and what a job records to skip the object after a crash.
 *
 * @param key of the object, whole
 * @param namespace true name of the collection
 * @param replicaSet that wrote it
 * @param chunk number of the chunk; absent for {@code metadata.json}
 * @param documents in the object; absent for {@code metadata.json}
 * @param bsonBytes of the documents; absent for {@code metadata.json}
 * @param jsonBytes of the uncompressed text
 * @param bytes of the object
 * @param sha256 of the object, 64 hex digits
 * @param crc32c of the uncompressed text, 8 hex digits; the same for any compression
 */
@JsonPropertyOrder({
    "key",
    "namespace",
    "replicaSet",
    "chunk",
    "documents",
    "bsonBytes",
    "jsonBytes",
    "bytes",
    "sha256",
    "crc32c"
})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FinishedObject(
        @JsonProperty(required = true) String key,
        @JsonProperty(required = true) String namespace,
        @JsonProperty(required = true) String replicaSet,
        Optional<Integer> chunk,
        Optional<Long> documents,
        Optional<Long> bsonBytes,
        @JsonProperty(required = true) long jsonBytes,
        @JsonProperty(required = true) long bytes,
        @JsonProperty(required = true) String sha256,
        @JsonProperty(required = true) String crc32c) {

    /**
     * A chunk's object.
     *
     * @param documents that were written, which the plan may have known about only
     * @param bsonBytes of those
     */
    public static FinishedObject ofChunk(
            Chunk chunk, long documents, long bsonBytes, PutReceipt receipt, long jsonBytes, String crc32c) {
        return new FinishedObject(
                receipt.key().value(),
                chunk.range().namespace().toString(),
                chunk.replicaSet(),
                Optional.of(chunk.range().number()),
                Optional.of(documents),
                Optional.of(bsonBytes),
                jsonBytes,
                receipt.sizeBytes(),
                receipt.sha256Hex(),
                crc32c);
    }

    /** A collection's {@code metadata.json}, which is stored as it is. */
    public static FinishedObject ofMetadata(String namespace, String replicaSet, PutReceipt receipt, String crc32c) {
        return new FinishedObject(
                receipt.key().value(),
                namespace,
                replicaSet,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                receipt.sizeBytes(),
                receipt.sizeBytes(),
                receipt.sha256Hex(),
                crc32c);
    }
}
