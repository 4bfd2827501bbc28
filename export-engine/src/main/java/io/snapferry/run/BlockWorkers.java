package io.snapferry.run;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The threads that transcode and compress, for all runs of a process: however many exports are under way, no more than
 * these use a processor for it. Blocks are taken in the order in which they come, whoever they belong to. Thread-safe.
 *
 * <p>Only so many blocks may be with the workers at a time: a reader that is faster waits in {@link #submit}. A block's place
 * is free again when it is encoded, whether or not its reader ever looks at the result. So a run whose store is slow holds
 * results, which its own window bounds ({@link BlocksUnderWay}), but no place that another run needs.
 *
 * <p><b>Why nothing waits for ever.</b> A worker never waits while it has a block: not for a place, not for a reader, not
 * for a store. So every block that was submitted ends, and every place comes back. A reader that has a place does nothing
 * but submit its block. Therefore a reader waits for two things only, and both come by the workers' doing alone: for a
 * place, and for the end of a block of its own. The documents of a block that is not full yet lie in an array of its chunk
 * and take no place; otherwise an archive whose collections take turns would need a place for each of them, and stop when
 * there are fewer.
 */
public final class BlockWorkers implements Closeable {
    /** One block at work and one in line for each worker, and a little for those who come in between. */
    private static final int PLACES_PER_THREAD = 2;

    private static final int SPARE_PLACES = 2;

    /** What most blocks fit in: their last document seldom is larger than the excess. */
    static final int ARRAY_BYTES = Block.TARGET_SIZE_BYTES + (16 << 10);

    private static final int LARGE_ARRAY_SPARE_BYTES = 1 << 20;

    /** A block that ends with a document of 16 MiB, the largest that MongoDB stores, and the spare. */
    private static final int MAX_KEPT_ARRAY_BYTES = 19 << 20;

    private final int placeCount;
    private final Semaphore places;
    private final BlockingQueue<BlockTask> queue = new LinkedBlockingQueue<>();
    private final BlockingDeque<byte[]> arrays;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isClosed;

    /** @param threadCount at least 1 */
    public BlockWorkers(int threadCount) {
        if (threadCount < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threadCount);
        }
        this.placeCount = PLACES_PER_THREAD * threadCount + SPARE_PLACES;
        this.places = new Semaphore(placeCount, true);
        this.arrays = new LinkedBlockingDeque<>(placeCount);
        for (int number = 1; number <= threadCount; number++) {
            Thread thread = new Thread(this::work, "block-worker-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** How many threads there are. */
    public int threadCount() {
        return threads.size();
    }

    /** For tests: how many blocks more would be admitted now. */
    int freePlaces() {
        return places.availablePermits();
    }

    int placeCount() {
        return placeCount;
    }

    private void work() {
        BlockEncoder encoder = new BlockEncoder();
        while (!isClosed) {
            try {
                BlockTask task = queue.take();
                Block block = task.take();
                if (block != null) {
                    task.encode(block, encoder, () -> leave(block));
                }
            } catch (InterruptedException e) {
                // Only close() interrupts.
            }
        }
    }

    /** An array of at least this size, with anything in it; one that was given back if it is large enough. */
    byte[] array(int sizeBytes) {
        byte[] array = arrays.pollFirst();
        if (array != null && array.length >= sizeBytes) {
            return array;
        }
        // Room to spare, so that the next large document finds it large enough.
        return new byte[sizeBytes <= ARRAY_BYTES ? ARRAY_BYTES : sizeBytes + LARGE_ARRAY_SPARE_BYTES];
    }

    /** Takes back an array that {@link #array} gave; keeps no more than blocks can be here. */
    void giveBack(byte[] array) {
        if (array.length >= ARRAY_BYTES && array.length <= MAX_KEPT_ARRAY_BYTES) {
            arrays.offerFirst(array);
        }
    }

    /**
     * Waits for a place, then hands over a block.
     *
     * @param bytes gives the block's bytes; asked for when the block has its place, so that large blocks which still wait
     *     take no memory; must not wait for anything
     */
    BlockTask submit(int sizeBytes, Supplier<byte[]> bytes, EncodingTools tools) throws InterruptedException {
        places.acquire(placesOf(sizeBytes));
        boolean isSubmitted = false;
        BlockTask task;
        try {
            task = new BlockTask(new Block(bytes.get(), sizeBytes), tools);
            isSubmitted = queue.add(task);
        } finally {
            if (!isSubmitted) {
                places.release(placesOf(sizeBytes));
            }
        }
        if (isClosed) {
            withdraw(task);
        }
        return task;
    }

    /** Takes a block back unless a worker has begun it. */
    void withdraw(BlockTask task) {
        Block block = task.take();
        if (block != null) {
            boolean unused = queue.remove(task);
            leave(block);
            task.withdraw();
        }
    }

    private int placesOf(int blockSizeBytes) {
        return Math.min(placeCount, Block.placesOf(blockSizeBytes));
    }

    private void leave(Block block) {
        giveBack(block.bytes());
        places.release(placesOf(block.sizeBytes()));
    }

    /** Ends the threads. Blocks that none has begun are withdrawn, so that nobody waits for them. Idempotent. */
    @Override
    public void close() {
        isClosed = true;
        threads.forEach(Thread::interrupt);
        for (BlockTask task = queue.poll(); task != null; task = queue.poll()) {
            withdraw(task);
        }
        boolean isInterrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
