package io.snapferry.run;

import io.snapferry.compression.GzipCodec;
import io.snapferry.json.JsonMode;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.Chunk;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the chunks of one {@link ReadPass}. A multiplexed source has several of them open at a time. Runs in one thread. */
final class ChunkPass implements DocumentReceiver {
    private final Map<ChunkRange, Chunk> chunks;
    private final SnapshotSource source;
    private final ObjectStore store;
    private final JsonMode mode;
    private final ExportProgress progress;
    private final FinishedChunks finished;
    private final Map<ChunkRange, ChunkWriter> open = new HashMap<>();
    private final GzipCodec codec;

    /** Is told of every chunk whose object is in the bucket. */
    interface FinishedChunks {
        void accept(Chunk chunk, FinishedObject object) throws IOException;
    }

    /** @param codec is closed at the end of the pass */
    ChunkPass(
            Map<ChunkRange, Chunk> chunks,
            SnapshotSource source,
            ObjectStore store,
            JsonMode mode,
            GzipCodec codec,
            ExportProgress progress,
            FinishedChunks finished) {
        this.chunks = chunks;
        this.source = source;
        this.store = store;
        this.mode = mode;
        this.codec = codec;
        this.progress = progress;
        this.finished = finished;
    }

    void run(ReadPass pass) throws IOException, InterruptedException {
        Throwable failure = null;
        try {
            pass.read(this);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            codec.close();
            abandonOpenChunks(failure);
        }
    }

    @Override
    public void documents(ChunkRange range, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        writer(range).write(bytes, offset, length);
    }

    @Override
    public void finished(ChunkRange range) throws IOException {
        try (ChunkWriter writer = writer(range)) {
            open.remove(range);
            finished.accept(chunk(range), writer.finish());
        }
    }

    private ChunkWriter writer(ChunkRange range) throws IOException {
        ChunkWriter writer = open.get(range);
        if (writer == null) {
            writer = new ChunkWriter(chunk(range), source, store, mode, codec, progress);
            open.put(range, writer);
        }
        return writer;
    }

    private Chunk chunk(ChunkRange range) {
        Chunk chunk = chunks.get(range);
        if (chunk == null) {
            throw new IllegalStateException("a source delivered a range that was not asked for: " + range);
        }
        return chunk;
    }

    private void abandonOpenChunks(@Nullable Throwable failure) throws IOException {
        for (ChunkWriter writer : open.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                if (failure == null) {
                    throw e;
                }
                failure.addSuppressed(e);
            }
        }
    }
}
