package io.snapferry.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * A bucket that objects are written to. Small on purpose: whatever is added here must be had in every store with the
 * rights that an export asks for (PutObject and GetBucketLocation); {@link #delete} alone asks for one more.
 *
 * <p>Thread-safe. An object appears whole or not at all: nothing is visible under its key before
 * {@link ObjectWriter#commit}. Writing a key again replaces the object.
 *
 * <p>Every method throws {@link ObjectStoreException} for what the store answered.
 */
public interface ObjectStore extends Closeable {

    /** The bucket for people, without secrets: {@code s3://name}, {@code file:///dir}, {@code null:}. */
    String location();

    /**
     * Begins an object of unknown size. Memory is bounded by one part.
     *
     * @param key of the object
     * @param contentType media type that the store keeps with the object
     */
    ObjectWriter begin(ObjectKey key, String contentType) throws IOException;

    /**
     * Deletes an object. That there is none is no error. No export needs this, or the right to it.
     *
     * @param key of the object
     */
    void delete(ObjectKey key) throws IOException;

    /** Writes a small object in one go. */
    default PutReceipt put(ObjectKey key, String contentType, byte[] content) throws IOException {
        try (ObjectWriter writer = begin(key, contentType)) {
            writer.write(content, 0, content.length);
            return writer.commit();
        }
    }

    /**
     * Gives up objects that an earlier process, killed perhaps, began and did not finish; nobody may be writing there.
     * Does what the store allows: exporting needs no right to this, so what is refused is a warning in the log.
     *
     * @param keyPrefix of the objects, ends with a slash
     */
    default void abortUnfinished(String keyPrefix) {}
}
