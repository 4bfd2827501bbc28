package io.snapferry.wiredtiger.testing;

/** Changes a block before its checksum is made, so that the damage is found by nothing but the reader's own checks. */
public interface BlockEdit {
    /** Changes nothing. */
    BlockEdit NONE = new BlockEdit() {};

    /**
     * Called before a page is compressed.
     *
     * @param index counts the file's blocks in the order in which they are written, from 0
     * @param image all of the page, headers included; changed in place
     */
    default void page(int index, byte[] image) {}

    /**
     * Called before a block gets its checksum.
     *
     * @param index counts the file's blocks in the order in which they are written, from 0
     * @param block all of the block in the file; changed in place
     */
    default void block(int index, byte[] block) {}
}
