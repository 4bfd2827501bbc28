package io.snapferry.server.atlas;

import io.snapferry.server.catalog.StoreAccess;
import java.io.IOException;

/** Finds out whether a bucket can be written. Thread-safe. */
public interface BucketProbe {

    /**
     * Writes the permission check object. Blocks for a network round trip or two.
     *
     * @throws io.snapferry.store.ObjectStoreException with the store's own code and words
     * @throws IOException when the store cannot be reached
     */
    void check(StoreAccess access, String bucketName) throws IOException;
}
