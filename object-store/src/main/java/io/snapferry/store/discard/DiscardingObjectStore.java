package io.snapferry.store.discard;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.Sha256;
import java.util.concurrent.atomic.LongAdder;

/** Counts and hashes objects and keeps none of them. */
public final class DiscardingObjectStore implements ObjectStore {
    private final LongAdder objectCount = new LongAdder();
    private final LongAdder sizeBytes = new LongAdder();

    @Override
    public String location() {
        return "null:";
    }

    @Override
    public ObjectWriter begin(ObjectKey key, String contentType) {
        return new DiscardingWriter(key);
    }

    @Override
    public void delete(ObjectKey key) {
        // Nothing was kept.
    }

    /** How many objects were committed, the same key twice counted twice. */
    public long objectCount() {
        return objectCount.sum();
    }

    /** How many bytes the committed objects had together. */
    public long sizeBytes() {
        return sizeBytes.sum();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private final class DiscardingWriter implements ObjectWriter {
        private final ObjectKey key;
        private final Sha256 digest = new Sha256();
        private boolean open = true;

        DiscardingWriter(ObjectKey key) {
            this.key = key;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            requireOpen();
            digest.update(bytes, offset, length);
        }

        @Override
        public PutReceipt commit() {
            requireOpen();
            open = false;
            objectCount.increment();
            sizeBytes.add(digest.sizeBytes());
            return digest.receipt(key);
        }

        @Override
        public void close() {
            open = false;
        }

        private void requireOpen() {
            if (!open) {
                throw new IllegalStateException("the object is finished: " + key);
            }
        }
    }
}
