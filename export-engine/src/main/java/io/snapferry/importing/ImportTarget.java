package io.snapferry.importing;

import io.snapferry.source.CollectionMetadata;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where an import goes. Only what {@link CollectionImport} says may be called by several threads at a time. */
public interface ImportTarget extends Closeable {

    /** The target for people, without secrets; the same for each run of an import. */
    String location();

    /**
     * Asked of all collections before any is begun, unless an earlier run of the same import began it.
     *
     * @throws IOException when something is in its way
     */
    void requireRoom(CollectionMetadata collection) throws IOException;

    /**
     * Makes the collection, so that documents can be written.
     *
     * @param isBegun whether an earlier run of the same import did so, perhaps: then its documents are kept, unless they
     *     cannot be written a second time
     */
    CollectionImport begin(CollectionMetadata collection, boolean isBegun) throws IOException;

    /** A collection that is being imported. */
    interface CollectionImport extends Closeable {

        /**
         * Whether all depends on the order of the documents: then chunks come one after the other. Otherwise they may be
         * written by several threads at a time.
         */
        boolean isOrdered();

        /**
         * Whether nothing of the collection was there. Otherwise what an earlier run finished is left out, and a chunk that it
         * wrote in part is written again.
         */
        boolean isNew();

        /** Begins a chunk; one thread writes it. */
        ChunkImport beginChunk() throws IOException;

        /**
         * Ends the collection, when all its chunks are ended.
         *
         * @param documents that were written, by earlier runs too
         * @return what the target refused though all documents are there, for people; empty when it is as it was
         */
        List<String> finish(long documents) throws IOException;

        /** Gives up the collection unless it was finished. Idempotent. */
        @Override
        void close() throws IOException;
    }

    /** A chunk that is being imported. Not thread-safe. */
    interface ChunkImport {

        /**
         * Takes a run of whole documents that lie one behind the other.
         *
         * @param bytes belong to the caller again when this method returns
         * @param offset of the first document
         * @param length of the run in bytes
         */
        void documents(byte[] bytes, int offset, int length) throws IOException;

        /** Ends the chunk: all of it is in the target, durably, when this returns. */
        void finish() throws IOException;
    }
}
