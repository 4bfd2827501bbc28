package io.snapferry.source;

import java.io.Closeable;
import java.io.IOException;

/** Where a snapshot's collections can be written to: the mirror image of a {@link SnapshotSource}. Not thread-safe. */
public interface SnapshotTarget extends Closeable {

    /**
     * Begins a collection or view. Several may be open at a time; each namespace is begun once.
     *
     * @param metadata of the collection
     */
    CollectionTarget begin(CollectionMetadata metadata) throws IOException;

    /** One collection that is being written. Not thread-safe. */
    interface CollectionTarget extends Closeable {

        /**
         * Takes a run of whole documents that lie one behind the other.
         *
         * @param bytes belong to the caller again when this method returns
         * @param offset of the first document
         * @param length of the run in bytes
         */
        void documents(byte[] bytes, int offset, int length) throws IOException;

        /** Ends the collection: all of it is in place when this returns. */
        void finish() throws IOException;

        /** Gives up the collection unless it was finished. Idempotent. */
        @Override
        void close() throws IOException;
    }
}
