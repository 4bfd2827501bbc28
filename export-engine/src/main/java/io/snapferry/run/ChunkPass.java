package io.snapferry.run;

import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.Chunk;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.store.ObjectStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@link ReadPass} and writes the objects of its chunks:
 *
 * <pre>
 *   documents            as the source delivers them; a multiplexed source has several chunks open at a time
 *     | BlockCutter      blocks
 *     | BlockWorkers     gzip members, several blocks at a time
 *     | BlocksUnderWay   in order again
 *     > ChunkWriter      object
 * </pre>
 *
 * <p>Runs in one thread, which reads and writes; the workers do what is between.
 */
final class ChunkPass implements DocumentReceiver {
    private final Map<ChunkRange, Chunk> chunks;
    private final SnapshotSource source;
    private final ObjectStore store;
    private final BlockWorkers workers;
    private final BlocksUnderWay underWay;
    private final ExportProgress progress;
    private final FinishedChunks finished;
    private final Map<ChunkRange, BlockCutter> open = new LinkedHashMap<>();
    private final Set<ChunkWriter> unfinished = new LinkedHashSet<>();

    /** Is told of every chunk whose object is in the bucket. */
    interface FinishedChunks {
        void accept(Chunk chunk, FinishedObject object) throws IOException;
    }

    ChunkPass(
            Map<ChunkRange, Chunk> chunks,
            SnapshotSource source,
            ObjectStore store,
            BlockWorkers workers,
            BlocksUnderWay underWay,
            ExportProgress progress,
            FinishedChunks finished) {
        this.chunks = chunks;
        this.source = source;
        this.store = store;
        this.workers = workers;
        this.underWay = underWay;
        this.progress = progress;
        this.finished = finished;
    }

    void run(ReadPass pass) throws IOException, InterruptedException {
        Throwable failure = null;
        try {
            read(pass);
            underWay.writeAll();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            underWay.abandon();
            open.values().forEach(BlockCutter::abandon);
            closeUnfinished(failure);
        }
    }

    /** Of several defects of a chunk the first is told, however far the reader is ahead of the workers. */
    private void read(ReadPass pass) throws IOException, InterruptedException {
        try {
            pass.read(this);
        } catch (SourceException e) {
            try {
                underWay.requireSound();
                for (BlockCutter cutter : open.values()) {
                    cutter.requireSound();
                }
            } catch (SourceException earlier) {
                earlier.addSuppressed(e);
                throw earlier;
            }
            throw e;
        }
    }

    @Override
    public void documents(ChunkRange range, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        cutter(range).add(bytes, offset, length);
    }

    @Override
    public void finished(ChunkRange range) throws IOException, InterruptedException {
        BlockCutter cutter = cutter(range);
        cutter.finish();
        open.remove(range);
        underWay.end(() -> end(chunk(range), cutter.writer()));
    }

    private void end(Chunk chunk, ChunkWriter writer) throws IOException {
        finished.accept(chunk, writer.finish());
        unfinished.remove(writer);
        writer.close();
    }

    private BlockCutter cutter(ChunkRange range) throws IOException {
        BlockCutter cutter = open.get(range);
        if (cutter == null) {
            ChunkWriter writer = new ChunkWriter(chunk(range), source, store, progress);
            unfinished.add(writer);
            cutter = new BlockCutter(range, source, writer, workers, underWay);
            open.put(range, cutter);
        }
        return cutter;
    }

    private Chunk chunk(ChunkRange range) {
        Chunk chunk = chunks.get(range);
        if (chunk == null) {
            throw new IllegalStateException("a source delivered a range that was not asked for: " + range);
        }
        return chunk;
    }

    private void closeUnfinished(@Nullable Throwable failure) throws IOException {
        for (ChunkWriter writer : unfinished) {
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
