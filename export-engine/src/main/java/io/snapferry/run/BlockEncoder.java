package io.snapferry.run;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.compression.GzipCodec;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Turns blocks into gzip members, with buffers that are used again for the next block:
 *
 * <pre>
 *   documents                  whole, one behind the other
 *     | transcode              one line of Extended JSON each
 *     | gzip                   one member; one more whenever the text would pass {@value #MEMBER_TEXT_BYTES} bytes
 * </pre>
 *
 * <p>The members of a block depend on its documents only. One per thread; not thread-safe.
 */
final class BlockEncoder {
    /** Far above the text of a block of small documents; bounds the text of a large one. */
    private static final int MEMBER_TEXT_BYTES = 4 << 20;

    /** Most collections are small; buffers grow to what a block needs. */
    private static final int INITIAL_BUFFER_BYTES = 64 << 10;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final CRC32C checksum = new CRC32C();
    private final OutputBuffer text = new OutputBuffer(INITIAL_BUFFER_BYTES, MEMBER_TEXT_BYTES, this::drain);
    private final OutputBuffer compressed = new OutputBuffer(INITIAL_BUFFER_BYTES);

    // Of the block at hand.
    private List<byte[]> members = new ArrayList<>();
    private long textBytes;
    private @Nullable GzipCodec codec;

    /**
     * @param bytes hold whole documents
     * @param offset of the first
     * @param length of all together
     * @param tools of the run; none is held on to
     * @throws BsonFormatException when a document is damaged; its position counts from {@code offset}
     */
    EncodedBlock encode(byte[] bytes, int offset, int length, EncodingTools tools) throws BsonFormatException {
        EncodingTools.Pair pair = tools.borrow();
        try {
            begin(pair.codec());
            int documents = transcode(bytes, offset, length, pair.transcoder());
            if (text.size() > 0) {
                drain(text.array(), text.size());
            }
            return new EncodedBlock(members, documents, length, textBytes, (int) checksum.getValue());
        } finally {
            codec = null;
            tools.giveBack(pair);
        }
    }

    private void begin(GzipCodec codecOfBlock) {
        codec = codecOfBlock;
        members = new ArrayList<>(1);
        textBytes = 0;
        checksum.reset();
        text.clear();
    }

    private int transcode(byte[] bytes, int offset, int length, Transcoder transcoder) throws BsonFormatException {
        int documents = 0;
        int documentLength;
        for (int position = offset; position < offset + length; position += documentLength) {
            documentLength = (int) INT32.get(bytes, position);
            try {
                transcoder.transcode(bytes, position, documentLength, text);
            } catch (BsonFormatException e) {
                throw new BsonFormatException(position - offset + e.position(), e.reason(), e);
            }
            text.write('\n');
            documents++;
        }
        return documents;
    }

    /** Compresses what there is of the text. */
    private void drain(byte[] bytes, int length) {
        checksum.update(bytes, 0, length);
        textBytes += length;
        compressed.clear();
        Objects.requireNonNull(codec).compress(bytes, 0, length, compressed);
        members.add(Arrays.copyOf(compressed.array(), compressed.size()));
    }
}
