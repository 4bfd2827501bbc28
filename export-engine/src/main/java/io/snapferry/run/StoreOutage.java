package io.snapferry.run;

import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.PermissionCheck;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one piece of a run's work sees of its store's failures: waits until the store takes something again, within the run's
 * {@link StorePatience}. Nothing is held meanwhile but the thread. Not thread-safe.
 *
 * <p>Whether the store is back is tried with {@link PermissionCheck}, which needs no right that the run does not need
 * anyway, and not with the work itself: a source that cannot seek is read from its beginning to come back to where it was.
 * A store that takes that and fails the work again is waited for longer each time, and only for as long as the patience
 * lasts; it begins anew when something of the work has succeeded.
 */
final class StoreOutage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);

    private final ObjectStore store;
    private final StorePatience patience;

    private int waits;
    private Duration spent = Duration.ZERO;

    StoreOutage(ObjectStore store, StorePatience patience) {
        this.store = store;
        this.patience = patience;
    }

    /** Something that the work wanted is in the store. */
    void isOver() {
        waits = 0;
        spent = Duration.ZERO;
    }

    /**
     * Returns when the work may be tried again.
     *
     * @throws ObjectStoreException the failure, when it is final or the patience is used up
     * @throws IOException another failure, of a store that reports it so
     */
    void await(ObjectStoreException failure) throws IOException, InterruptedException {
        ObjectStoreException newest = failure;
        while (true) {
            requirePatience(newest);
            long begin = patience.waits().nanoTime();
            try {
                pause(newest);
                PermissionCheck.run(store);
                LOG.atInfo().addKeyValue("bucket", store.location()).log("store takes objects again, writing on");
                return;
            } catch (ObjectStoreException e) {
                newest = e;
            } finally {
                spent = spent.plusNanos(patience.waits().nanoTime() - begin);
            }
        }
    }

    private void requirePatience(ObjectStoreException failure) throws ObjectStoreException {
        // A store says "try again" also of what an interrupt cut off.
        if (!failure.isRetryable()
                || Thread.currentThread().isInterrupted()
                || patience.limit().isZero()) {
            throw failure;
        }
        if (spent.compareTo(patience.limit()) >= 0) {
            throw failure.afterWaiting(spent);
        }
    }

    private void pause(ObjectStoreException failure) throws InterruptedException {
        Duration left = patience.limit().minus(spent);
        Duration next = patience.wait(waits++);
        Duration wait = next.compareTo(left) < 0 ? next : left;
        LOG.atWarn()
                .addKeyValue("bucket", store.location())
                .addKeyValue("reason", failure.getMessage())
                .addKeyValue("millis", wait.toMillis())
                .addKeyValue("secondsLeft", left.toSeconds())
                .log("store failed, trying again later");
        patience.waits().sleep(wait);
    }
}
