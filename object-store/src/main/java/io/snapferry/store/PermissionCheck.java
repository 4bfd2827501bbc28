package io.snapferry.store;

import java.io.IOException;

/**
 * Finds out whether a bucket can be written, in the one way that needs no further right: by writing to it. Done when a
 * bucket is registered and when a job starts.
 */
public final class PermissionCheck {
    /** Empty, in every bucket that exports go to; written over at each check. */
    public static final ObjectKey KEY = new ObjectKey("exported_snapshots/.permissioncheck");

    private PermissionCheck() {}

    /**
     * Writes the object {@link #KEY}.
     *
     * @return what the store said of it
     * @throws ObjectStoreException with the store's own code and words when it refuses
     */
    public static PutReceipt run(ObjectStore store) throws IOException {
        return store.put(KEY, "application/octet-stream", new byte[0]);
    }
}
