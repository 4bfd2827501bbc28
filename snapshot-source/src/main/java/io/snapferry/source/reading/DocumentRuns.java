package io.snapferry.source.reading;

import io.snapferry.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A cursor over BSON documents that lie one behind the other in a stream. It reads in large blocks and shows runs of
 * whole documents in its own buffer; nothing is allocated per document. Single-threaded.
 *
 * <p>A document's length is checked before its bytes are awaited, its closing zero byte when they are there. What lies
 * between is not looked at. The buffer grows only for bytes that a file has, or as a stream gives them, so that a false
 * length costs no memory.
 */
public final class DocumentRuns implements Closeable {
    /** The empty document: its own length and the closing zero byte. */
    public static final int MIN_DOCUMENT_BYTES = 5;

    /**
     * The server's documents have at most 16 MiB plus 16 KiB (BSONObjMaxInternalSize), and nothing larger than a message
     * (48,000,000 bytes) can have come out of it.
     */
    public static final int MAX_DOCUMENT_BYTES = 48 * 1024 * 1024;

    /** Stands where a document's length would, behind the last document of a block of an archive. */
    private static final int TERMINATOR = -1;

    private static final int BLOCK_BYTES = 1024 * 1024;
    private static final int MIN_BLOCK_BYTES = 4 * 1024;

    /** Fewer bytes are read on to faster than jumped over. */
    private static final int MIN_JUMP_BYTES = 128 * 1024;

    /** Read behind a jump, which another jump may follow; doubled for each read without one. */
    private static final int FIRST_READ_BYTES = 4 * 1024;

    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final InputStream in;

    private int maxReadBytes = BLOCK_BYTES;
    private byte[] buffer;
    private int start;
    private int end;
    /** Of {@code buffer[start]} in the stream. */
    private long position;

    private int runLength;
    private int runDocuments;

    /**
     * @param in read from its first byte, and closed with this
     * @param expectedBytes how much will be read of it, when that is known; a small part needs no large buffer
     */
    public DocumentRuns(InputStream in, long expectedBytes) {
        this.in = in;
        this.buffer = new byte[(int) Math.max(MIN_BLOCK_BYTES, Math.min(expectedBytes, BLOCK_BYTES))];
    }

    /** As the other, for a stream of which a lot or an unknown part will be read. */
    public DocumentRuns(InputStream in) {
        this(in, BLOCK_BYTES);
    }

    /** Moves forward to a position of the stream. */
    public void skipTo(long target, Place place) throws IOException {
        takeRun();
        if (target < position) {
            throw new IllegalArgumentException("cannot go back from " + position + " to " + target);
        }
        while (position < target) {
            if (start == end && in instanceof FileInput seekable) {
                seekForward(seekable, target, place);
                return;
            }
            if (!ensure(1, place)) {
                throw endsBefore(target, place);
            }
            advance((int) Math.min(target - position, end - start));
        }
    }

    private void seekForward(FileInput seekable, long target, Place place) throws IOException {
        long skipped = seekable.skip(target - position);
        position += skipped;
        if (position < target) {
            throw endsBefore(target, place);
        }
    }

    private SourceException endsBefore(long target, Place place) {
        return place.at(position, "content ends before byte " + target);
    }

    /** Whether the stream has no byte behind the current run. */
    public boolean isAtEnd(Place place) throws IOException {
        takeRun();
        return !ensure(1, place);
    }

    /** Takes the terminator of a block if it is next. */
    public boolean takeTerminator(Place place) throws IOException {
        takeRun();
        if (ensure(Integer.BYTES, place) && int32(start) == TERMINATOR) {
            advance(Integer.BYTES);
            return true;
        }
        return false;
    }

    /**
     * Goes over the next document without reading it, if it is large and the stream can seek. Its length and its last byte are
     * checked as {@link #load} does.
     *
     * @param limitBytes as in {@link #load}
     * @return the document's length in bytes; 0 when it was not gone over and is to be loaded
     */
    public int jumpOverLarge(long limitBytes, Place place) throws IOException {
        takeRun();
        if (!(in instanceof FileInput seekable) || !ensure(Integer.BYTES, place)) {
            return 0;
        }
        int length = checkedLength(start, position, limitBytes, place);
        int here = end - start;
        if (length - here < MIN_JUMP_BYTES) {
            return 0;
        }
        int beforeLast = length - 1 - here;
        long jumped = seekable.skip(beforeLast);
        start = 0;
        end = 0;
        maxReadBytes = FIRST_READ_BYTES;
        if (jumped < beforeLast || !ensure(1, place)) {
            throw place.at(position, "document of %d bytes is cut, found %d".formatted(length, here + jumped));
        }
        requireLastByte(start, position, length, place);
        start++;
        position += length;
        return length;
    }

    /** Loads a single document, as {@link #load}. */
    public void loadOne(long limitBytes, Place place) throws IOException {
        load(limitBytes, 1, place);
    }

    /**
     * Loads the next run: at least one document, and all others behind it that are already here.
     *
     * @param limitBytes how many bytes belong to what is read; a document that does not fit is an error
     */
    public void load(long limitBytes, Place place) throws IOException {
        load(limitBytes, Integer.MAX_VALUE, place);
    }

    private void load(long limitBytes, int maxDocuments, Place place) throws IOException {
        takeRun();
        if (!ensure(Integer.BYTES, place)) {
            throw place.at(
                    position,
                    "document length is cut, expected %d bytes, found %d".formatted(Integer.BYTES, end - start));
        }
        int length = checkedLength(start, position, limitBytes, place);
        if (!ensure(length, place)) {
            throw place.at(position, "document of %d bytes is cut, found %d".formatted(length, end - start));
        }
        addDocument(length, place);
        while (runDocuments < maxDocuments && limitBytes > runLength && end - start - runLength >= Integer.BYTES) {
            int at = start + runLength;
            if (int32(at) == TERMINATOR) {
                return;
            }
            int next = checkedLength(at, position + runLength, limitBytes - runLength, place);
            if (next > end - at) {
                return;
            }
            addDocument(next, place);
        }
    }

    private int checkedLength(int at, long documentPosition, long limitBytes, Place place) throws IOException {
        int length = int32(at);
        if (length < MIN_DOCUMENT_BYTES) {
            throw place.at(
                    documentPosition, "document length " + length + " is below the minimum of " + MIN_DOCUMENT_BYTES);
        }
        if (length > MAX_DOCUMENT_BYTES) {
            throw place.at(
                    documentPosition, "document length " + length + " is above the maximum of " + MAX_DOCUMENT_BYTES);
        }
        if (length > limitBytes) {
            throw place.at(
                    documentPosition,
                    "document length " + length + " is more than the " + limitBytes + " bytes that are left");
        }
        return length;
    }

    private void addDocument(int length, Place place) throws IOException {
        requireLastByte(start + runLength + length - 1, position + runLength, length, place);
        runLength += length;
        runDocuments++;
    }

    private void requireLastByte(int last, long documentPosition, int length, Place place) throws IOException {
        if (buffer[last] != 0) {
            throw place.at(
                    documentPosition + length - 1,
                    "document of %d bytes ends with 0x%02x, expected 0x00".formatted(length, buffer[last]));
        }
    }

    /** The array that holds the run; it belongs to this cursor again with the next call. */
    public byte[] bytes() {
        return buffer;
    }

    /** Of the run's first byte in {@link #bytes()}. */
    public int offset() {
        return start;
    }

    /** Of the run in bytes. */
    public int length() {
        return runLength;
    }

    /** How many documents the run has. */
    public int documents() {
        return runDocuments;
    }

    /** Of the run's first byte in the stream, or where the next run would begin after a call that loaded none. */
    public long position() {
        return position;
    }

    /** The length of the document that begins at an index of {@link #bytes()} within the run. */
    public int documentLength(int index) {
        return int32(index);
    }

    /** Reads what is left and drops it, which lets a gzip stream verify its checksum. */
    public void drain(Place place) throws IOException {
        while (!isAtEnd(place)) {
            advance(end - start);
        }
    }

    private void takeRun() {
        advance(runLength);
        runLength = 0;
        runDocuments = 0;
    }

    private void advance(int count) {
        start += count;
        position += count;
    }

    private int int32(int index) {
        return (int) INT32.get(buffer, index);
    }

    /** Makes bytes available behind {@code start}; false when the stream ends before. */
    private boolean ensure(int count, Place place) throws IOException {
        while (end - start < count) {
            makeRoom(count);
            int read;
            try {
                read = in.read(buffer, end, Math.min(buffer.length - end, maxReadBytes));
            } catch (GzipFormatException e) {
                throw place.at(position + (end - start), e.reason()).causedBy(e);
            }
            if (read < 0) {
                return false;
            }
            end += read;
            maxReadBytes = Math.min(2 * maxReadBytes, BLOCK_BYTES);
        }
        return true;
    }

    private void makeRoom(int count) throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            long there = in instanceof FileInput file ? end + Math.max(1, file.remaining()) : 2L * buffer.length;
            buffer = Arrays.copyOf(buffer, (int) Math.min(count, there));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
