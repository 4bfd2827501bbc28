package io.snapferry.importing;

import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.SnapshotTarget;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports into a {@link SnapshotTarget}, such as a mongodump folder. A collection is opened there with its first chunk. */
public final class CopyTarget implements ImportTarget {
    private final SnapshotTarget target;
    private final String location;

    /**
     * @param target is written; closed with this
     * @param location of it, for people
     */
    public CopyTarget(SnapshotTarget target, String location) {
        this.target = target;
        this.location = location;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void requireRoom(CollectionMetadata collection) {}

    @Override
    public CollectionImport begin(CollectionMetadata collection, boolean isBegun) {
        return new Copy(collection);
    }

    /** Collections are written side by side, but begun one after the other. */
    private synchronized SnapshotTarget.CollectionTarget open(CollectionMetadata collection) throws IOException {
        return target.begin(collection);
    }

    @Override
    public void close() throws IOException {
        target.close();
    }

    /** In the one thread that writes the collection. */
    private final class Copy implements CollectionImport {
        private final CollectionMetadata collection;
        private SnapshotTarget.@Nullable CollectionTarget out;

        Copy(CollectionMetadata collection) {
            this.collection = collection;
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        @Override
        public boolean isNew() {
            return true;
        }

        private SnapshotTarget.CollectionTarget out() throws IOException {
            SnapshotTarget.CollectionTarget current = out;
            if (current == null) {
                current = open(collection);
                out = current;
            }
            return current;
        }

        @Override
        public ChunkImport beginChunk() throws IOException {
            SnapshotTarget.CollectionTarget current = out();
            return new ChunkImport() {
                @Override
                public void documents(byte[] bytes, int offset, int length) throws IOException {
                    current.documents(bytes, offset, length);
                }

                @Override
                public void finish() {}
            };
        }

        @Override
        public List<String> finish(long documents) throws IOException {
            out().finish();
            close();
            return List.of();
        }

        @Override
        public void close() throws IOException {
            SnapshotTarget.CollectionTarget current = out;
            if (current != null) {
                current.close();
            }
        }
    }
}
