package io.snapferry.run;

/** Whole documents of one chunk, one behind the other: what a worker turns into text and compresses at a time. */
final class Block {
    /**
     * A block ends with the first document that brings it to this, counted from the chunk's start: so the object's bytes do
     * not depend on how the source delivers the documents. Large enough for the compressor's window to pay, small enough to
     * keep in a processor's cache.
     */
    static final int TARGET_SIZE_BYTES = 1 << 20;

    /** How much of a document of 16 MiB, with what the block held before it, is one place's: half. */
    private static final int BYTES_PER_PLACE = 9 << 20;

    private final byte[] bytes;
    private final int sizeBytes;

    /**
     * @param bytes hold the documents from their first byte on; belong to the block from now on
     * @param sizeBytes of the documents, at least 5
     */
    Block(byte[] bytes, int sizeBytes) {
        this.bytes = bytes;
        this.sizeBytes = sizeBytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /**
     * What a block counts where blocks are counted to bound memory: 1, and more for one that a large document ends. All
     * workers together still have one of 16 MiB each.
     */
    static int placesOf(int sizeBytes) {
        return 1 + sizeBytes / BYTES_PER_PLACE;
    }
}
