package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.block.Decompressor;
import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of the journal, open for reading. Records begin at multiples of 128 bytes; the first tells of the file, what is
 * behind the last is zero. For one thread.
 *
 * <pre>
 *  offset  size  field of a record
 *       0     4  length, these 16 bytes included; 0 where nothing was written
 *       4     4  CRC-32C of so many bytes, this field as zero
 *       8     2  flags: 0x1 compressed, 0x2 encrypted
 *      10     2  zero
 *      12     4  length when unpacked
 *      16        payload
 * </pre>
 */
final class JournalFile implements Closeable {
    static final int ALIGNMENT = 128;
    static final int HEADER_BYTES = 16;

    private static final int CHECKSUM_OFFSET = 4;
    private static final int FLAGS_OFFSET = 8;
    private static final int UNUSED_OFFSET = 10;
    private static final int MEMORY_LENGTH_OFFSET = 12;
    private static final int COMPRESSED_FLAG = 0x1;
    private static final int ENCRYPTED_FLAG = 0x2;

    private static final int MAGIC = 0x101064;
    private static final int MAX_VERSION = 5;
    private static final int DESCRIPTION_BYTES = 16;

    /** A transaction is at most as large as MongoDB lets one get (16 MB per document, some documents), unpacked. */
    private static final int MAX_RECORD_BYTES = 512 << 20;

    private static final int WINDOW_BYTES = 1 << 20;

    /** What is at a position of the file. */
    enum Found {
        /** A record, its checksum right. */
        RECORD,
        /** Nothing was written here, or the file ends. */
        NOTHING,
        /** The begin of a record that may not have been written to its end when the server's last run ended. */
        CUT,
        /** Something that is no record and that no interrupted write explains. */
        DAMAGED
    }

    private final String name;
    private final long number;
    private final FileChannel channel;
    private final long sizeBytes;
    private final CRC32C crc = new CRC32C();
    private final Decompressor decompressor;
    private final CompressorGuess guess;
    private final Slice payload = new Slice();

    private byte[] window = new byte[0];
    private long windowOffset;
    private int windowLength;
    private byte[] unpacked = new byte[0];
    private int recordLength;
    private int version;

    /** The journal does not tell its compressor, and another run of the server may have had another one. */
    static final class CompressorGuess {
        private List<BlockCompressor> candidates =
                List.of(BlockCompressor.SNAPPY, BlockCompressor.ZSTD, BlockCompressor.ZLIB);

        /** The likeliest first. */
        List<BlockCompressor> candidates() {
            return candidates;
        }

        void isRight(BlockCompressor compressor) {
            if (candidates.get(0) != compressor) {
                List<BlockCompressor> reordered = new ArrayList<>(candidates);
                reordered.remove(compressor);
                reordered.add(0, compressor);
                candidates = List.copyOf(reordered);
            }
        }
    }

    private JournalFile(String name, long number, FileChannel channel, Decompressor decompressor, CompressorGuess guess)
            throws IOException {
        this.name = name;
        this.number = number;
        this.channel = channel;
        this.sizeBytes = channel.size();
        this.decompressor = decompressor;
        this.guess = guess;
    }

    /**
     * Opens a file and reads its first record.
     *
     * @param name for messages
     * @param number as in the name
     * @throws WiredTigerFormatException when it is no journal file of a known version
     */
    static JournalFile open(Path path, String name, long number, Decompressor decompressor, CompressorGuess guess)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            JournalFile file = new JournalFile(name, number, channel, decompressor, guess);
            file.readDescription();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void readDescription() throws IOException {
        if (read(0) != Found.RECORD || payload.length() < DESCRIPTION_BYTES) {
            throw WiredTigerFormatException.atByte(name, 0, "expected the record that begins a journal file");
        }
        int magic = LittleEndian.int32(payload.bytes(), payload.offset());
        if (magic != MAGIC) {
            throw WiredTigerFormatException.atByte(
                    name, HEADER_BYTES, "magic number 0x" + Integer.toHexString(magic) + ", expected 0x101064");
        }
        version = LittleEndian.unsigned16(payload.bytes(), payload.offset() + Integer.BYTES);
        if (version < 1 || version > MAX_VERSION) {
            throw WiredTigerFormatException.atByte(
                    name,
                    HEADER_BYTES + Integer.BYTES,
                    "journal of version " + version + ", known are 1 to " + MAX_VERSION);
        }
    }

    /** Relative to the data directory. */
    String name() {
        return name;
    }

    /** As in the name. */
    long number() {
        return number;
    }

    /** How large it is, zeros at its end included. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Whether its second record tells where the file before ends. */
    boolean tellsPreviousEnd() {
        return version >= 2;
    }

    /**
     * Reads what is at a position, a multiple of {@value #ALIGNMENT}.
     *
     * @throws WiredTigerFormatException when a record's checksum is right, but it is not understood
     */
    Found read(long offset) throws IOException {
        if (offset + HEADER_BYTES > sizeBytes) {
            return Found.NOTHING;
        }
        int begin = load(offset, HEADER_BYTES);
        long length = LittleEndian.unsigned32(window, begin);
        if (length == 0) {
            return Found.NOTHING;
        }
        if (length <= HEADER_BYTES) {
            return Found.DAMAGED;
        }
        if (length > sizeBytes - offset) {
            return Found.CUT;
        }
        if (length > MAX_RECORD_BYTES) {
            return Found.DAMAGED;
        }
        begin = load(offset, (int) length);
        if (LittleEndian.int32(window, begin + CHECKSUM_OFFSET) != checksum(begin, (int) length)) {
            return mayBeCut(begin, (int) length) ? Found.CUT : Found.DAMAGED;
        }
        recordLength = (int) length;
        int flags = LittleEndian.unsigned16(window, begin + FLAGS_OFFSET);
        if ((flags & ENCRYPTED_FLAG) != 0) {
            throw malformed(offset, "journal is encrypted; decrypt it with the server");
        }
        if ((flags & ~COMPRESSED_FLAG) != 0) {
            throw malformed(offset, "flags 0x" + Integer.toHexString(flags) + " of a log record are not known");
        }
        if ((flags & COMPRESSED_FLAG) == 0) {
            payload.set(window, begin + HEADER_BYTES, (int) length - HEADER_BYTES);
        } else {
            unpack(offset, begin, (int) length);
        }
        return Found.RECORD;
    }

    /**
     * Whether a record with a wrong checksum can come from a write that was interrupted: files are full of zeros before they
     * are written, so the record's last byte is still zero then. Its header is written first, and must make sense. This is
     * how recovery tells, too. A record that was damaged elsewhere and ends with a zero looks the same.
     */
    private boolean mayBeCut(int begin, int length) {
        int flags = LittleEndian.unsigned16(window, begin + FLAGS_OFFSET);
        return window[begin + length - 1] == 0
                && (flags & ~(COMPRESSED_FLAG | ENCRYPTED_FLAG)) == 0
                && LittleEndian.unsigned16(window, begin + UNUSED_OFFSET) == 0
                && (flags != 0 || LittleEndian.int32(window, begin + MEMORY_LENGTH_OFFSET) == 0);
    }

    private int checksum(int begin, int length) {
        crc.reset();
        crc.update(window, begin, CHECKSUM_OFFSET);
        crc.update(new byte[Integer.BYTES], 0, Integer.BYTES);
        crc.update(window, begin + FLAGS_OFFSET, length - FLAGS_OFFSET);
        return (int) crc.getValue();
    }

    private void unpack(long offset, int begin, int length) throws WiredTigerFormatException {
        long memoryLength = LittleEndian.unsigned32(window, begin + MEMORY_LENGTH_OFFSET);
        if (memoryLength <= HEADER_BYTES || memoryLength > MAX_RECORD_BYTES) {
            throw malformed(offset, "log record states " + memoryLength + " bytes when unpacked");
        }
        int wanted = (int) memoryLength - HEADER_BYTES;
        List<String> reasons = new ArrayList<>();
        for (BlockCompressor compressor : guess.candidates()) {
            try {
                Decompressor.requirePossible(compressor, 0, length - HEADER_BYTES, wanted);
                if (unpacked.length < wanted) {
                    unpacked = new byte[wanted];
                }
                decompressor.decompress(
                        compressor, window, begin + HEADER_BYTES, length - HEADER_BYTES, unpacked, 0, wanted);
                guess.isRight(compressor);
                payload.set(unpacked, 0, wanted);
                return;
            } catch (MalformedException e) {
                reasons.add(compressor + ": " + e.reason());
            }
        }
        throw malformed(offset, "compressed log record cannot be unpacked: " + String.join("; ", reasons));
    }

    /** Of the record that was read, valid until the next is. */
    Slice payload() {
        return payload;
    }

    /** Where the record behind the one that was read at an offset begins. */
    long next(long offset) {
        return (offset + recordLength + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Whether there is nothing but zeros from an offset on. */
    boolean isZeroFrom(long offset) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(WINDOW_BYTES, sizeBytes - offset))];
        byte[] zeros = new byte[bytes.length];
        for (long at = offset; at < sizeBytes; at += WINDOW_BYTES) {
            int length = (int) Math.min(WINDOW_BYTES, sizeBytes - at);
            readFully(at, bytes, length);
            if (Arrays.mismatch(bytes, 0, length, zeros, 0, length) >= 0) {
                return false;
            }
        }
        return true;
    }

    private int load(long offset, int length) throws IOException {
        if (offset < windowOffset || offset + length > windowOffset + windowLength) {
            int wanted = (int) Math.min(Math.max(length, WINDOW_BYTES), sizeBytes - offset);
            if (window.length < wanted) {
                window = new byte[wanted];
            }
            windowLength = 0;
            readFully(offset, window, wanted);
            windowOffset = offset;
            windowLength = wanted;
        }
        return (int) (offset - windowOffset);
    }

    private void readFully(long offset, byte[] target, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw malformed(offset, "the file became shorter while it was read");
            }
        }
    }

    private WiredTigerFormatException malformed(long offset, String reason) {
        return WiredTigerFormatException.atByte(name, offset, reason);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
