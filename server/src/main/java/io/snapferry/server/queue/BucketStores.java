package io.snapferry.server.queue;

import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.store.ObjectStore;
import java.io.IOException;

/** Opens the object store behind an export bucket. Thread-safe. */
public interface BucketStores {

    /**
     * A store that the caller closes.
     *
     * @throws IOException when the settings lead nowhere; names the bucket
     */
    ObjectStore open(StoreAccess access, String bucketName) throws IOException;
}
