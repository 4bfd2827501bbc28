package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A block that was given to the workers: encoded by one of them, or withdrawn before one began. Thread-safe. */
final class BlockTask {
    /** Goes with the one who takes it, so that a result that waits for its turn does not hold the documents too. */
    private final AtomicReference<@Nullable Block> block;

    private final EncodingTools tools;
    private final CompletableFuture<EncodedBlock> result = new CompletableFuture<>();

    BlockTask(Block block, EncodingTools tools) {
        this.block = new AtomicReference<>(block);
        this.tools = tools;
    }

    /** A task that has been done already. */
    BlockTask(EncodedBlock encoded, EncodingTools tools) {
        this.block = new AtomicReference<>();
        this.tools = tools;
        result.complete(encoded);
    }

    /** The block for the first who asks, who must then {@link #encode} or {@link #withdraw} it; nothing for others. */
    @Nullable
    Block take() {
        return block.getAndSet(null);
    }

    /**
     * Encodes what was taken. Whatever goes wrong is told to the one who waits.
     *
     * @param release frees what the block took; its effect is there when the waiting one goes on
     */
    void encode(Block taken, BlockEncoder encoder, Runnable release) {
        try {
            EncodedBlock encoded;
            try {
                encoded = encoder.encode(taken.bytes(), 0, taken.sizeBytes(), tools);
            } finally {
                release.run();
            }
            result.complete(encoded);
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    void withdraw() {
        result.cancel(false);
    }

    boolean isOver() {
        return result.isDone();
    }

    /**
     * Waits for the worker.
     *
     * @throws BsonFormatException when a document is damaged; its position counts from the block's first byte
     */
    EncodedBlock await() throws BsonFormatException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof BsonFormatException badDocument) {
                throw badDocument;
            }
            if (cause instanceof RuntimeException defect) {
                throw defect;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Waits, whatever the outcome, and even when the thread is interrupted: a worker needs but a moment for a block. */
    void awaitEnd() {
        result.handle((encoded, failure) -> true).join();
    }
}
