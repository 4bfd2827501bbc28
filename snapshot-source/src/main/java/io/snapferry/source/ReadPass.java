package io.snapferry.source;

import java.io.IOException;
import java.util.List;

/** One forward reading of a source that delivers the documents of one or more ranges. Runs once, in one thread. */
public interface ReadPass {

    /** What this pass delivers, in the order in which the ranges begin. */
    List<ChunkRange> ranges();

    /**
     * Reads to the end and hands every document to the receiver, in order within a range; documents of different ranges
     * may alternate when the source is multiplexed. Checks that each range has exactly the documents that were planned, if
     * they were counted.
     *
     * @throws SourceException when the source holds bad data, or not what was planned
     * @throws IOException of the disk or the receiver
     * @throws InterruptedException when the thread is interrupted
     */
    void read(DocumentReceiver receiver) throws IOException, InterruptedException;
}
