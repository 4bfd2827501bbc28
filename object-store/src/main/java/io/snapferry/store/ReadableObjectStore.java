package io.snapferry.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A bucket that can be read back. Exporting never uses this. Thread-safe. */
public interface ReadableObjectStore extends ObjectStore {

    /**
     * Opens an object from its start.
     *
     * @throws ObjectStoreException with {@link ObjectStoreException#isMissing()} when there is none
     */
    InputStream read(ObjectKey key) throws IOException;

    /** Hands every object whose key begins with the prefix to the consumer, in no certain order. */
    void list(String keyPrefix, Consumer<StoredObject> consumer) throws IOException;

    /**
     * An object as listed.
     *
     * @param key its key, as the store has it (it need not be a valid {@link ObjectKey})
     * @param sizeBytes as stored
     */
    record StoredObject(String key, long sizeBytes) {}
}
