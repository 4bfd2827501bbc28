package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.block.BlockFile;
import io.snapferry.wiredtiger.block.BlockReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A tree as one checkpoint left it.
 *
 * @param directory the data directory
 * @param file relative to the directory
 * @param allocationSizeBytes unit of sizes and addresses in the file
 * @param compressor of the file's blocks
 * @param root {@link BlockAddress#NONE} of an empty tree
 */
public record TreeRoot(
        Path directory, String file, int allocationSizeBytes, BlockCompressor compressor, BlockAddress root) {

    /** Opens the file; the reader is for one thread and must be closed. */
    public BlockReader open() throws IOException {
        return new BlockReader(BlockFile.open(directory, file, allocationSizeBytes), compressor);
    }
}
