package io.snapferry.wiredtiger.block;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.packing.LittleEndian;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A {@code .wt} file that is open for reading. Its first unit describes it:
 *
 * <pre>
 *  offset  size  field
 *       0     4  magic number 120897
 *       4     2  major version, 1
 *       6     2  minor version, 0
 *       8     4  CRC-32C of the unit, this field as zero
 *      12     4  zero
 * </pre>
 *
 * An interrupted thread closes it, as it does with any {@link FileChannel}: a file is for one thread.
 */
public final class BlockFile implements Closeable {
    static final int MAGIC = 120_897;
    static final int MAJOR_VERSION = 1;
    static final int MINOR_VERSION = 0;
    static final int CHECKSUM_OFFSET = 8;

    private final String name;
    private final FileChannel channel;
    private final long sizeBytes;

    private BlockFile(String name, FileChannel channel, long sizeBytes) {
        this.name = name;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Opens a file of a data directory and checks its first unit.
     *
     * @param name relative to the directory
     * @throws WiredTigerFormatException when it is missing, cut, or not a file that is read here
     */
    public static BlockFile open(Path directory, String name, int allocationSizeBytes) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory.resolve(name), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw WiredTigerFormatException.inFile(name, "the metadata names this file, it is missing")
                    .causedBy(e);
        } catch (InvalidPathException e) {
            throw WiredTigerFormatException.inFile(name, "no file can have this name in this system's locale")
                    .causedBy(e);
        }
        try {
            BlockFile file = new BlockFile(name, channel, channel.size());
            file.checkDescriptor(allocationSizeBytes);
            return file;
        } catch (IOException | RuntimeException e) {
            try {
                channel.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void checkDescriptor(int allocationSizeBytes) throws IOException {
        if (sizeBytes < allocationSizeBytes) {
            throw WiredTigerFormatException.atByte(
                    name,
                    0,
                    "expected a first unit of " + allocationSizeBytes + " bytes, the file has " + sizeBytes
                            + ": it is cut off, or older than its metadata");
        }
        byte[] unit = new byte[allocationSizeBytes];
        read(0, unit, allocationSizeBytes);
        int magic = LittleEndian.int32(unit, 0);
        if (magic != MAGIC) {
            throw WiredTigerFormatException.atByte(name, 0, "magic number " + magic + ", expected " + MAGIC);
        }
        int checksum = LittleEndian.int32(unit, CHECKSUM_OFFSET);
        LittleEndian.putInt32(unit, CHECKSUM_OFFSET, 0);
        CRC32C crc = new CRC32C();
        crc.update(unit);
        if (checksum != (int) crc.getValue()) {
            throw WiredTigerFormatException.atByte(
                    name,
                    0,
                    "checksum 0x" + hex((int) crc.getValue()) + " of the first unit, expected 0x" + hex(checksum));
        }
        int major = LittleEndian.unsigned16(unit, 4);
        int minor = LittleEndian.unsigned16(unit, 6);
        if (major > MAJOR_VERSION || (major == MAJOR_VERSION && minor > MINOR_VERSION)) {
            throw WiredTigerFormatException.atByte(
                    name, 4, "file format " + major + "." + minor + " is newer than the known 1.0");
        }
    }

    /** Relative to the data directory. */
    public String name() {
        return name;
    }

    /** Of the file when it was opened. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Reads exactly that many bytes.
     *
     * @throws WiredTigerFormatException when the file ends before
     */
    void read(long offset, byte[] target, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, offset + buffer.position());
            if (count < 0) {
                throw WiredTigerFormatException.atByte(
                        name,
                        offset,
                        "expected " + length + " bytes, the file ends after " + buffer.position()
                                + ": it is cut off, or older than its metadata");
            }
        }
    }

    static String hex(int value) {
        return String.format("%08x", value);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
