package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.Chunk;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import java.io.Closeable;
import java.io.IOException;

/** Puts the encoded blocks of one chunk into its object, which becomes visible when all of it is there. Not thread-safe. */
final class ChunkWriter implements Closeable {
    private static final String CONTENT_TYPE = "application/x-ndjson";

    private final Chunk chunk;
    private final SnapshotSource source;
    private final ObjectWriter object;
    private final ExportProgress progress;
    private final TextChecksum text = new TextChecksum();
    private long documents;
    private long bsonBytes;
    private boolean isFinished;

    ChunkWriter(Chunk chunk, SnapshotSource source, ObjectStore store, ExportProgress progress) throws IOException {
        this.chunk = chunk;
        this.source = source;
        this.progress = progress;
        this.object = store.begin(chunk.key(), CONTENT_TYPE);
    }

    /** Writes the next block of the chunk. */
    void write(EncodedBlock block) throws IOException {
        for (byte[] member : block.members()) {
            object.write(member, 0, member.length);
        }
        text.append(block.textChecksum(), block.textBytes());
        documents += block.documents();
        bsonBytes += block.bsonBytes();
        progress.documentsDone(chunk.replicaSet(), block.documents(), block.bsonBytes());
    }

    /** @param position of the block in the chunk; the error's own position counts from there */
    SourceException badDocument(long position, BsonFormatException e) {
        return source.badDocument(chunk.range(), position + e.position(), e.reason());
    }

    /** Makes the object visible. */
    FinishedObject finish() throws IOException {
        PutReceipt receipt = object.commit();
        isFinished = true;
        progress.counted(chunk, new ExportProgress.Amount(documents, bsonBytes));
        progress.objectDone(text.sizeBytes(), receipt.sizeBytes());
        return FinishedObject.ofChunk(chunk, documents, bsonBytes, receipt, text.sizeBytes(), text.hex());
    }

    /** Drops an object that is not finished; its documents do not count as written any more. Once. */
    @Override
    public void close() throws IOException {
        if (!isFinished) {
            progress.chunkDropped(chunk.replicaSet(), documents, bsonBytes);
        }
        object.close();
    }
}
