package io.snapferry.wiredtiger.testing;

/**
 * How the blocks of a file are written.
 *
 * @param allocationBytes a power of two from 512
 * @param compressesAlways also where nothing is saved
 * @param checksumsAll false: only the first 64 bytes of each block
 * @param pageVersion in each page's header
 * @param writeGeneration in each page's header
 */
record BlockSettings(
        int allocationBytes,
        Compression compression,
        boolean compressesAlways,
        boolean checksumsAll,
        int pageVersion,
        long writeGeneration,
        BlockEdit edit) {}
