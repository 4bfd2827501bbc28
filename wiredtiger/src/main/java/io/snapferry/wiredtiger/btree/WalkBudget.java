package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.PageImage;

/**
 * Ends walks that go in circles. A sound tree has each of its blocks once, so that a walk reads no more than the file has;
 * twice as much is allowed, since a walk may look at a separator again. For one thread.
 */
final class WalkBudget {
    private final long fileBytes;
    private long leftBytes;

    WalkBudget(long fileBytes) {
        this.fileBytes = fileBytes;
        begin();
    }

    /** Begins another walk. */
    void begin() {
        leftBytes = 2 * fileBytes;
    }

    /**
     * Counts a block that is read; not one behind the end of the file, which reading it will say better.
     *
     * @param page that names the block, for messages
     */
    void take(BlockAddress block, PageImage page) throws WiredTigerFormatException {
        if (block.sizeBytes() > fileBytes - block.offset()) {
            return;
        }
        leftBytes -= block.sizeBytes();
        if (leftBytes < 0) {
            throw page.malformed("the tree names more blocks than fit into its file, some of them many times");
        }
    }
}
