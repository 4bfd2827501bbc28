package io.snapferry.server.buckets;

import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;

/** Leads from what the catalog knows of a bucket to the bucket. Thread-safe. */
public interface BucketOpener {

    /**
     * A store that the caller closes. No request is made yet.
     *
     * @throws ObjectStoreException when the name cannot be a bucket's, or the settings lead nowhere
     */
    ObjectStore open(StoreAccess access, String bucketName) throws ObjectStoreException;
}
