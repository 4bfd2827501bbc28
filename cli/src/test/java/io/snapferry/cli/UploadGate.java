package io.snapferry.cli;

import io.snapferry.testing.s3.RecordedRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands before a store. Lets a certain number of chunks pass and says so; lets some more pass, so that what then happens
 * to the sender happens while it sends; and holds the others until it is opened.
 */
final class UploadGate implements Predicate<RecordedRequest> {
    private static final long PATIENCE_SECONDS = 60;

    private final int signalAt;
    private final int holdFrom;
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    UploadGate(int signalAt, int holdFrom) {
        this.signalAt = signalAt;
        this.holdFrom = holdFrom;
    }

    static boolean isChunk(RecordedRequest request) {
        return request.isUpload() && request.key().endsWith(".json.gz");
    }

    /** Returns when so many chunks came that the signal is due. */
    void awaitSignal() throws InterruptedException {
        if (!signal.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("only " + count + " chunks came");
        }
    }

    void open() {
        opened.countDown();
    }

    @Override
    public boolean test(RecordedRequest request) {
        if (isChunk(request)) {
            int number = count.incrementAndGet();
            if (number == signalAt) {
                signal.countDown();
            }
            if (number >= holdFrom) {
                awaitOpening();
            }
        }
        return true;
    }

    private void awaitOpening() {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
