package io.snapferry.store.s3;

import io.snapferry.store.ObjectStoreException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A part of an object that another thread sends. All methods but the sending are called by the writer's thread. */
final class PartOnItsWay {
    private final byte[] buffer;

    /** While the part is being sent. Guarded by this, as all that follow. */
    private @Nullable Thread sender;

    private boolean isGivenUp;
    private boolean isDone;
    private @Nullable CompletedPart sent;
    private @Nullable Exception failure;

    /** How the part is sent; blocks until the store has confirmed it. */
    interface Sending {
        CompletedPart send() throws ObjectStoreException;
    }

    private PartOnItsWay(byte[] buffer) {
        this.buffer = buffer;
    }

    /** @param buffer holds the part; left alone until the part {@link #isDone} */
    static PartOnItsWay start(Executor executor, byte[] buffer, Sending sending) {
        PartOnItsWay part = new PartOnItsWay(buffer);
        executor.execute(() -> part.run(sending));
        return part;
    }

    /** What the part was sent from. */
    byte[] buffer() {
        return buffer;
    }

    /** Whether {@link #result} returns or throws at once. */
    synchronized boolean isDone() {
        return isDone;
    }

    /** Waits until the store has confirmed the part. */
    synchronized CompletedPart result() throws ObjectStoreException, InterruptedException {
        while (!isDone) {
            wait();
        }
        if (failure instanceof ObjectStoreException refused) {
            throw refused;
        }
        if (failure != null) {
            throw new IllegalStateException("sending a part failed for no reason of the store's", failure);
        }
        if (sent == null) {
            throw new IllegalStateException("the part was given up, or its thread died");
        }
        return sent;
    }

    /**
     * Returns when nothing is sent any more, whether the part has arrived or not. An interrupt, also one from before, ends the
     * attempts; the thread's flag stays set.
     */
    synchronized void awaitEnd() {
        boolean interrupted = false;
        while (!isDone) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                giveUp();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void giveUp() {
        isGivenUp = true;
        if (sender != null) {
            sender.interrupt();
        }
    }

    private void run(Sending sending) {
        CompletedPart confirmed = null;
        Exception thrown = null;
        try {
            if (begin()) {
                confirmed = sending.send();
            }
        } catch (ObjectStoreException | RuntimeException e) {
            thrown = e;
        } finally {
            // The executor clears an interrupt before the thread's next part.
            end(confirmed, thrown);
        }
    }

    private synchronized boolean begin() {
        if (!isGivenUp) {
            sender = Thread.currentThread();
        }
        return !isGivenUp;
    }

    private synchronized void end(@Nullable CompletedPart confirmed, @Nullable Exception thrown) {
        sender = null;
        sent = confirmed;
        failure = thrown;
        isDone = true;
        notifyAll();
    }
}
