package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.compression.GzipCodec;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.Chunk;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Turns the documents of one chunk into its object:
 *
 * <pre>
 *   documents                  whole, one behind the other, in the chunk's order
 *     | transcode              one line of Extended JSON each
 *     | gzip                   every {@value #BLOCK_SIZE_BYTES} bytes of BSON become one gzip member
 *     > object store           visible only when all of the chunk is there
 * </pre>
 *
 * <p>A block ends with the first document that brings it to its size, counted from the chunk's start: so the object's bytes
 * do not depend on how the source delivers the documents. Not thread-safe.
 */
final class ChunkWriter implements Closeable {
    /** Large enough for the compressor's window to pay, small enough to keep in a processor's cache. */
    static final int BLOCK_SIZE_BYTES = 1 << 20;

    /** Most collections are small; buffers grow to what a block needs. */
    private static final int INITIAL_BUFFER_BYTES = 64 << 10;

    private static final String CONTENT_TYPE = "application/x-ndjson";
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Chunk chunk;
    private final SnapshotSource source;
    private final ObjectWriter object;
    private final Transcoder transcoder;
    private final GzipCodec codec;
    private final ExportProgress progress;
    private final OutputBuffer text = new OutputBuffer(INITIAL_BUFFER_BYTES);
    private final OutputBuffer compressed = new OutputBuffer(INITIAL_BUFFER_BYTES);
    private final CRC32C textChecksum = new CRC32C();

    private long bsonSizeBytes;
    private long documentCount;
    private long textSizeBytes;
    private int blockDocumentCount;
    private int blockBsonSizeBytes;

    ChunkWriter(
            Chunk chunk,
            SnapshotSource source,
            ObjectStore store,
            JsonMode mode,
            GzipCodec codec,
            ExportProgress progress)
            throws IOException {
        this.chunk = chunk;
        this.source = source;
        this.transcoder = Transcoder.forMode(mode);
        this.codec = codec;
        this.progress = progress;
        this.object = store.begin(chunk.key(), CONTENT_TYPE);
    }

    /** Takes a run of whole documents. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int documentLength = (int) INT32.get(bytes, position);
            try {
                transcoder.transcode(bytes, position, documentLength, text);
            } catch (BsonFormatException e) {
                throw badDocument(e);
            }
            text.write('\n');
            position += documentLength;
            bsonSizeBytes += documentLength;
            documentCount++;
            blockBsonSizeBytes += documentLength;
            blockDocumentCount++;
            if (blockBsonSizeBytes >= BLOCK_SIZE_BYTES) {
                endBlock();
            }
        }
    }

    private SourceException badDocument(BsonFormatException e) {
        return source.badDocument(chunk.range(), bsonSizeBytes + e.position(), e.reason());
    }

    private void endBlock() throws IOException {
        textChecksum.update(text.array(), 0, text.size());
        textSizeBytes += text.size();
        codec.compress(text.array(), 0, text.size(), compressed);
        object.write(compressed.array(), 0, compressed.size());
        progress.documentsDone(chunk.replicaSet(), blockDocumentCount, blockBsonSizeBytes);
        text.clear();
        compressed.clear();
        blockBsonSizeBytes = 0;
        blockDocumentCount = 0;
    }

    /** Makes the object visible. */
    FinishedObject finish() throws IOException {
        if (documentCount != chunk.range().documentCount()
                || bsonSizeBytes != chunk.range().sizeBytes()) {
            throw source.badDocument(
                    chunk.range(),
                    bsonSizeBytes,
                    "the chunk ended after " + documentCount + " documents of " + bsonSizeBytes
                            + " bytes, planned were " + chunk.range().documentCount() + " of "
                            + chunk.range().sizeBytes());
        }
        if (blockDocumentCount > 0) {
            endBlock();
        }
        PutReceipt receipt = object.commit();
        progress.objectDone(textSizeBytes, receipt.sizeBytes());
        return FinishedObject.ofChunk(chunk, receipt, textSizeBytes, hex(textChecksum));
    }

    static String hex(CRC32C checksum) {
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }

    @Override
    public void close() throws IOException {
        object.close();
    }
}
