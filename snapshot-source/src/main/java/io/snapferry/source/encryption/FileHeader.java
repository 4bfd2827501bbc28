package io.snapferry.source.encryption;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Begins every encrypted file; big-endian. It is not secret, but it cannot be changed either: all of it is authenticated
 * together with each segment.
 * <pre>
 *  offset  size  field
 *       0     8  "SNAPFENC"; no BSON document is that long, no JSON text and no gzip stream begins so
 *       8     1  version, 1
 *       9     8  id of the key
 *      17    16  id of the dump, random: a file of another snapshot is noticed
 *      33     2  length of the name in bytes
 *      35     n  name in the dump, UTF-8, with slashes: a file in another's place is noticed
 * </pre>
 *
 * @param keyId 16 hex digits
 * @param dumpId 32 hex digits
 */
record FileHeader(String keyId, String dumpId, String name) {
    static final int DUMP_ID_BYTES = 16;

    /** What lies between two tags. Small, because a reader holds two of them; the format fixes it. */
    static final int SEGMENT_BYTES = 64 * 1024;

    static final int TAG_BYTES = 16;

    /** Its own length (1), the salt (32) and the beginning of all nonces (7): what the library puts behind this header. */
    static final int STREAM_HEADER_BYTES = 1 + EncryptionKey.SIZE_BYTES + 7;

    private static final byte[] MAGIC = "SNAPFENC".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int FIXED_BYTES =
            MAGIC.length + Byte.BYTES + EncryptionKey.ID_BYTES + DUMP_ID_BYTES + Short.BYTES;

    /** A database's name, a slash, and a file's name, with room to spare. */
    private static final int MAX_NAME_BYTES = 2_048;

    /** Whether these are the first bytes of an encrypted file. */
    static boolean isMagic(byte[] firstBytes) {
        return firstBytes.length >= MAGIC.length && Arrays.equals(firstBytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads it from the beginning of a file; empty when the file is not encrypted.
     *
     * @param label names the file in errors
     */
    static Optional<FileHeader> read(SeekableByteChannel channel, String label) throws IOException {
        byte[] beginning = read(channel, FIXED_BYTES);
        if (!isMagic(beginning)) {
            return Optional.empty();
        }
        if (beginning.length < FIXED_BYTES) {
            throw SourceException.inFile(label, "header of the encrypted file is cut");
        }
        ByteBuffer fixed = ByteBuffer.wrap(beginning).position(MAGIC.length);
        int version = fixed.get() & 0xff;
        if (version != VERSION) {
            throw SourceException.inFile(
                    label, "version of the encrypted file is " + version + ", expected " + VERSION);
        }
        String keyId = hex(fixed, EncryptionKey.ID_BYTES);
        String dumpId = hex(fixed, DUMP_ID_BYTES);
        int nameBytes = fixed.getShort() & 0xffff;
        if (nameBytes > MAX_NAME_BYTES) {
            throw SourceException.inFile(
                    label,
                    "name in the encrypted file has %d bytes, expected at most %d"
                            .formatted(nameBytes, MAX_NAME_BYTES));
        }
        byte[] name = read(channel, nameBytes);
        if (name.length < nameBytes) {
            throw SourceException.inFile(label, "header of the encrypted file is cut");
        }
        return Optional.of(new FileHeader(keyId, dumpId, new String(name, StandardCharsets.UTF_8)));
    }

    /** Fewer bytes where the file ends. */
    private static byte[] read(SeekableByteChannel channel, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // a read may give less than there is
        }
        return Arrays.copyOf(bytes, target.position());
    }

    private static String hex(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    byte[] toBytes() {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "name has %d bytes, expected at most %d".formatted(nameBytes.length, MAX_NAME_BYTES));
        }
        return ByteBuffer.allocate(FIXED_BYTES + nameBytes.length)
                .put(MAGIC)
                .put((byte) VERSION)
                .put(HexFormat.of().parseHex(keyId))
                .put(HexFormat.of().parseHex(dumpId))
                .putShort((short) nameBytes.length)
                .put(nameBytes)
                .array();
    }

    /** What encrypts and decrypts everything behind it. */
    AesGcmHkdfStreaming cipher(EncryptionKey key) {
        try {
            return new AesGcmHkdfStreaming(
                    key.bytes(), "HmacSha256", EncryptionKey.SIZE_BYTES, SEGMENT_BYTES, toBytes().length);
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("the sizes are constant and fit", e);
        }
    }
}
