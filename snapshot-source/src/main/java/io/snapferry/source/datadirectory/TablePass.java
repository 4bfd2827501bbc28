package io.snapferry.source.datadirectory;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import java.io.IOException;
import java.util.List;

/**
 * Reads one range of one collection.
 *
 * @param range of that collection
 */
record TablePass(DirectoryCollection collection, ChunkRange range) implements ReadPass {
    @Override
    public List<ChunkRange> ranges() {
        return List.of(range);
    }

    @Override
    public void read(DocumentReceiver receiver) throws IOException, InterruptedException {
        collection.read(range, receiver);
    }
}
