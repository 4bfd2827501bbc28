package io.snapferry.run;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Gathers the documents of one chunk into blocks, however the source delivers them, and hands each on when it is full. Not
 * thread-safe.
 */
final class BlockCutter {
    /** A chunk of no more than this is encoded where it is read: cheaper than to wake a worker and wait for it. */
    private static final int ENCODED_HERE_BYTES = 64 << 10;

    private static final byte[] NOTHING = {};
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final ChunkRange range;
    private final SnapshotSource source;
    private final ChunkWriter writer;
    private final BlockWorkers workers;
    private final BlocksUnderWay underWay;

    private long documentCount;
    /** Of the block that is being filled, in the chunk. */
    private long position;

    private byte[] block = NOTHING;
    private int blockSizeBytes;

    BlockCutter(
            ChunkRange range,
            SnapshotSource source,
            ChunkWriter writer,
            BlockWorkers workers,
            BlocksUnderWay underWay) {
        this.range = range;
        this.source = source;
        this.writer = writer;
        this.workers = workers;
        this.underWay = underWay;
    }

    ChunkWriter writer() {
        return writer;
    }

    /** Takes a run of whole documents. */
    void add(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int end = offset + length;
        int from = offset;
        while (from < end) {
            int to = from;
            int sizeBytes = blockSizeBytes;
            while (to < end && sizeBytes < Block.TARGET_SIZE_BYTES) {
                int documentLength = (int) INT32.get(bytes, to);
                to += documentLength;
                sizeBytes += documentLength;
                documentCount++;
            }
            if (sizeBytes >= Block.TARGET_SIZE_BYTES) {
                handOver(bytes, from, to - from);
            } else if (isWhole(sizeBytes) && blockSizeBytes == 0 && sizeBytes <= ENCODED_HERE_BYTES) {
                underWay.encodeHere(writer, bytes, from, sizeBytes);
                position = sizeBytes;
            } else {
                keep(bytes, from, to - from);
            }
            from = to;
        }
    }

    /** Whether nothing more will come; not known of a range that nobody counted. */
    private boolean isWhole(int sizeBytes) {
        return range.isCounted() && sizeBytes == range.sizeBytes();
    }

    /** The block becomes full with these last bytes. */
    private void handOver(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        int sizeBytes = blockSizeBytes + length;
        underWay.submit(writer, position, sizeBytes, () -> {
            ensureCapacity(sizeBytes);
            System.arraycopy(bytes, offset, block, blockSizeBytes, length);
            return takeBlock();
        });
        position += sizeBytes;
    }

    private byte[] takeBlock() {
        byte[] taken = block;
        block = NOTHING;
        blockSizeBytes = 0;
        return taken;
    }

    private void keep(byte[] bytes, int offset, int length) {
        ensureCapacity(blockSizeBytes + length);
        System.arraycopy(bytes, offset, block, blockSizeBytes, length);
        blockSizeBytes += length;
    }

    private void ensureCapacity(int sizeBytes) {
        if (block.length == 0) {
            block = range.isCounted() && range.sizeBytes() <= ENCODED_HERE_BYTES
                    ? new byte[(int) range.sizeBytes()]
                    : workers.array(sizeBytes);
        }
        if (block.length < sizeBytes) {
            byte[] tooSmall = block;
            block = workers.array(sizeBytes);
            System.arraycopy(tooSmall, 0, block, 0, blockSizeBytes);
            workers.giveBack(tooSmall);
        }
    }

    /**
     * Hands over what is left.
     *
     * @throws SourceException when the chunk is not what was planned
     */
    void finish() throws IOException, InterruptedException {
        long sizeBytes = position + blockSizeBytes;
        if (range.isCounted() && (documentCount != range.documentCount() || sizeBytes != range.sizeBytes())) {
            throw source.badDocument(
                    range,
                    sizeBytes,
                    "the chunk ended after " + documentCount + " documents of " + sizeBytes + " bytes, planned were "
                            + range.documentCount() + " of " + range.sizeBytes());
        }
        if (blockSizeBytes > 0 && sizeBytes <= ENCODED_HERE_BYTES) {
            underWay.encodeHere(writer, block, 0, blockSizeBytes);
        } else if (blockSizeBytes > 0) {
            handOver(NOTHING, 0, 0);
        }
    }

    /**
     * Looks at the documents that are not handed over.
     *
     * @throws SourceException for the first damaged one
     */
    void requireSound() throws SourceException {
        underWay.requireSound(writer, position, block, blockSizeBytes);
    }

    /** Gives back what the chunk holds; it is not used any more. */
    void abandon() {
        workers.giveBack(takeBlock());
    }
}
