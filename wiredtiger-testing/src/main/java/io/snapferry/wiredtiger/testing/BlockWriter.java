package io.snapferry.wiredtiger.testing;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes the blocks of a file, one behind the other, holding no more than one of them. For one thread. */
public final class BlockWriter implements Closeable {
    private static final int MAGIC = 120_897;
    private static final int HEADER_BYTES = 40;
    private static final int PLAIN_BYTES = 64;
    private static final int FLAGS_OFFSET = 25;
    private static final int DISK_SIZE_OFFSET = 28;
    private static final int CHECKSUM_OFFSET = 32;
    private static final int COMPRESSED = 0x01;
    private static final int CHECKSUM_OF_ALL = 0x01;

    private final BlockSettings settings;
    private final OutputStream out;
    private long position;
    private int blockCount;

    BlockWriter(Path file, BlockSettings settings) throws IOException {
        this.settings = settings;
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        byte[] unit = new byte[settings.allocationBytes()];
        putInt32(unit, 0, MAGIC);
        unit[4] = 1;
        putInt32(unit, 8, crc(unit, unit.length));
        append(unit);
    }

    /** Writes a page as a block of the settings' compression, or as it is when that saves nothing. */
    public Address write(Page page) throws IOException {
        byte[] image = image(page);
        settings.edit().page(blockCount, image);
        byte[] block = compressed(image);
        putInt32(block, DISK_SIZE_OFFSET, block.length);
        settings.edit().block(blockCount++, block);
        putInt32(block, CHECKSUM_OFFSET, 0);
        int checksum = crc(block, settings.checksumsAll() ? block.length : PLAIN_BYTES);
        putInt32(block, CHECKSUM_OFFSET, checksum);
        Address address = new Address(position, block.length, checksum, settings.allocationBytes());
        append(block);
        return address;
    }

    private byte[] image(Page page) {
        return new PackedBytes()
                .int64(0)
                .int64(settings.writeGeneration())
                .int32(HEADER_BYTES + page.content().length)
                .int32(page.count())
                .octet(page.type())
                .octet(page.flags())
                .octet(0)
                .octet(settings.pageVersion())
                .int64(0)
                .octet(settings.checksumsAll() ? CHECKSUM_OF_ALL : 0)
                .int16(0)
                .octet(0)
                .raw(page.content())
                .toByteArray();
    }

    private byte[] compressed(byte[] image) {
        int plainSize = aligned(image.length);
        if (settings.compression() != Compression.NONE && image.length > PLAIN_BYTES) {
            byte[] stream = settings.compression().compress(image, PLAIN_BYTES);
            int size = aligned(PLAIN_BYTES + stream.length);
            if (size < plainSize || settings.compressesAlways()) {
                byte[] block = Arrays.copyOf(Arrays.copyOf(image, PLAIN_BYTES), size);
                System.arraycopy(stream, 0, block, PLAIN_BYTES, stream.length);
                block[FLAGS_OFFSET] |= COMPRESSED;
                return block;
            }
        }
        return Arrays.copyOf(image, plainSize);
    }

    private int aligned(int size) {
        int unit = settings.allocationBytes();
        return (size + unit - 1) / unit * unit;
    }

    private void append(byte[] block) throws IOException {
        out.write(block);
        position += block.length;
    }

    /** How many blocks were written. */
    public int blockCount() {
        return blockCount;
    }

    /** How large the file is now, and where the next block will lie. */
    public long sizeBytes() {
        return position;
    }

    static void putInt32(byte[] bytes, int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
