package io.snapferry.run;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds what the passes of a run have read and not written yet, each for itself and all together. A pass never waits for
 * another: when all together have enough, each still has one block at work while it writes the one before. Thread-safe.
 */
final class BlockWindow {
    private static final int ALWAYS = 2;

    private final int perPass;
    private final int together;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param threadCount of the workers; a single pass can keep them all at work */
    BlockWindow(int threadCount) {
        this.perPass = threadCount + 2;
        this.together = 3 * (threadCount + 1);
    }

    /**
     * Whether a pass may have more under way.
     *
     * @param own places that it has already
     * @param more places
     */
    boolean admits(int own, int more) {
        if (own == 0) {
            return true;
        }
        return own + more <= perPass && (own + more <= ALWAYS || underWay.get() + more <= together);
    }

    void enter(int places) {
        underWay.addAndGet(places);
    }

    void leave(int places) {
        underWay.addAndGet(-places);
    }
}
