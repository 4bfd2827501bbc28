package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What one pass has read and not written yet, oldest first: its blocks, which workers encode side by side, and the ends of
 * its chunks. Each is written when everything before it is. Runs in the pass's thread.
 */
final class BlocksUnderWay {
    private final BlockWorkers workers;
    private final EncodingTools tools;
    private final BlockWindow window;
    private final Queue<Step> steps = new ArrayDeque<>();
    private int places;

    /** What is done in its turn. */
    private interface Step {
        /** Whether it can be written without waiting for a worker. */
        boolean isReady();

        int places();

        void write() throws IOException, InterruptedException;
    }

    /** Something to do behind the last block of a chunk. */
    interface ChunkEnd {
        void write() throws IOException;
    }

    private record BlockStep(BlockTask task, int places, long position, ChunkWriter writer) implements Step {
        @Override
        public boolean isReady() {
            return task.isOver();
        }

        @Override
        public void write() throws IOException, InterruptedException {
            writer.write(encoded());
        }

        EncodedBlock encoded() throws SourceException, InterruptedException {
            try {
                return task.await();
            } catch (BsonFormatException e) {
                throw writer.badDocument(position, e);
            }
        }
    }

    private record EndStep(ChunkEnd end) implements Step {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public int places() {
            return 1;
        }

        @Override
        public void write() throws IOException {
            end.write();
        }
    }

    BlocksUnderWay(BlockWorkers workers, EncodingTools tools, BlockWindow window) {
        this.workers = workers;
        this.tools = tools;
        this.window = window;
    }

    /**
     * Hands a block to the workers, when there is room for one more; until then writes and waits.
     *
     * @param writer of the chunk
     * @param position of the block in the chunk
     * @param sizeBytes of the block
     * @param bytes as in {@link BlockWorkers#submit}
     */
    void submit(ChunkWriter writer, long position, int sizeBytes, Supplier<byte[]> bytes)
            throws IOException, InterruptedException {
        int needed = Block.placesOf(sizeBytes);
        makeRoom(needed);
        add(new BlockStep(workers.submit(sizeBytes, bytes, tools), needed, position, writer));
    }

    /** Encodes a block in this thread: for so few documents that to hand them over would cost more. */
    void encodeHere(ChunkWriter writer, byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        EncodedBlock encoded = encodedHere(writer, 0, bytes, offset, length);
        if (steps.isEmpty()) {
            writer.write(encoded);
        } else {
            makeRoom(1);
            add(new BlockStep(new BlockTask(encoded, tools), 1, 0, writer));
        }
    }

    private EncodedBlock encodedHere(ChunkWriter writer, long position, byte[] bytes, int offset, int length)
            throws SourceException {
        try {
            return tools.encodeHere(bytes, offset, length);
        } catch (BsonFormatException e) {
            throw writer.badDocument(position, e);
        }
    }

    void end(ChunkEnd end) throws IOException, InterruptedException {
        if (steps.isEmpty()) {
            end.write();
        } else {
            makeRoom(1);
            add(new EndStep(end));
        }
    }

    private void makeRoom(int needed) throws IOException, InterruptedException {
        while (!window.admits(places, needed)) {
            writeOldest();
        }
    }

    private void add(Step step) throws IOException, InterruptedException {
        steps.add(step);
        places += step.places();
        window.enter(step.places());
        while (!steps.isEmpty() && steps.element().isReady()) {
            writeOldest();
        }
    }

    private void writeOldest() throws IOException, InterruptedException {
        Step step = steps.element();
        step.write(); // when it fails, it is still among those that must be given up
        steps.remove();
        places -= step.places();
        window.leave(step.places());
    }

    /** Writes everything. */
    void writeAll() throws IOException, InterruptedException {
        while (!steps.isEmpty()) {
            writeOldest();
        }
    }

    /**
     * Waits for the blocks without writing them.
     *
     * @throws SourceException for the first damaged document
     */
    void requireSound() throws SourceException, InterruptedException {
        for (Step step : steps) {
            if (step instanceof BlockStep block) {
                EncodedBlock unused = block.encoded();
            }
        }
    }

    /**
     * Looks at documents that are not submitted, and forgets them.
     *
     * @param position of the first in the chunk
     */
    void requireSound(ChunkWriter writer, long position, byte[] bytes, int length) throws SourceException {
        EncodedBlock unused = encodedHere(writer, position, bytes, 0, length);
    }

    /** Gives everything up; when it returns no worker has a block of this pass. */
    void abandon() {
        for (Step step : steps) {
            window.leave(step.places());
            if (step instanceof BlockStep block) {
                workers.withdraw(block.task());
            }
        }
        for (Step step : steps) {
            if (step instanceof BlockStep block) {
                block.task().awaitEnd();
            }
        }
        steps.clear();
        places = 0;
    }
}
