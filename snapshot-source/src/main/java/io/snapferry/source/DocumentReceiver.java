package io.snapferry.source;

import java.io.IOException;

/** Takes what a {@link ReadPass} delivers. Called in the pass's thread. */
public interface DocumentReceiver {

    /**
     * Takes a run of whole documents that lie one behind the other. Each document's own length fits the run and is at
     * least 5 bytes; its content is not checked.
     *
     * @param range whose documents they are
     * @param bytes belong to the pass again when this method returns
     * @param offset of the first document
     * @param length of the run in bytes, at least 5
     */
    void documents(ChunkRange range, byte[] bytes, int offset, int length) throws IOException, InterruptedException;

    /** Says that all documents of the range were delivered. Called exactly once per range. */
    void finished(ChunkRange range) throws IOException, InterruptedException;
}
