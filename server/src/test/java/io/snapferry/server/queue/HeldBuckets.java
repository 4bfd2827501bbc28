package io.snapferry.server.queue;

import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.buckets.BucketStores;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Real buckets, in which certain objects cannot be begun before the test allows it. Notes what is begun. Thread-safe. */
public final class HeldBuckets implements BucketOpener {
    private final BucketStores buckets = new BucketStores();
    private final Predicate<String> isHeld;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final AtomicInteger openCount = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    private HeldBuckets(Predicate<String> isHeld) {
        this.isHeld = isHeld;
    }

    /** Holds objects whose key is accepted. */
    public static HeldBuckets holding(Predicate<String> keys) {
        return new HeldBuckets(keys);
    }

    /** Holds the objects of documents. */
    public static HeldBuckets holdingDocuments() {
        return holding(key -> key.endsWith(".json.gz"));
    }

    /** Holds nothing. */
    public static HeldBuckets open() {
        return holding(key -> false);
    }

    /** Holds nothing any more. */
    public void release() {
        gate.countDown();
    }

    /** Keys that wait. */
    public Set<String> held() {
        return held;
    }

    /** Keys that were begun, in this order, those that waited when they were released. */
    public List<String> begun() {
        return begun;
    }

    /** How many stores are open. */
    public int openCount() {
        return openCount.get();
    }

    /** How many stores were open at the same time at most. */
    public int mostOpen() {
        return mostOpen.get();
    }

    @Override
    public ObjectStore open(StoreAccess access, String bucketName) throws ObjectStoreException {
        ObjectStore store = buckets.open(access, bucketName);
        mostOpen.accumulateAndGet(openCount.incrementAndGet(), Math::max);
        return new HeldStore(store);
    }

    private final class HeldStore implements ObjectStore {
        private final ObjectStore store;

        HeldStore(ObjectStore store) {
            this.store = store;
        }

        @Override
        public String location() {
            return store.location();
        }

        @Override
        public void delete(ObjectKey key) throws IOException {
            store.delete(key);
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            if (isHeld.test(key.value())) {
                held.add(key.value());
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    InterruptedIOException cause = new InterruptedIOException();
                    throw new ObjectStoreException(
                            "PutObject", key.value(), "Interrupted", "as S3 says it", true, cause);
                } finally {
                    held.remove(key.value());
                }
            }
            begun.add(key.value());
            return store.begin(key, contentType);
        }

        @Override
        public void close() throws IOException {
            store.close();
            openCount.decrementAndGet();
        }
    }
}
