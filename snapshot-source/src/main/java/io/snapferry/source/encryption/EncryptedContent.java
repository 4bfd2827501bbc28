package io.snapferry.source.encryption;

import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.function.Function;

/** How a file that was found to be encrypted is read. Immutable; a channel that it gives belongs to one thread. */
public final class EncryptedContent {
    private final EncryptionKey key;
    private final FileHeader header;
    private final long sizeBytes;

    private EncryptedContent(EncryptionKey key, FileHeader header, long sizeBytes) {
        this.key = key;
        this.header = header;
        this.sizeBytes = sizeBytes;
    }

    static EncryptedContent of(EncryptionKey key, FileHeader header, FileChannel file, String label)
            throws IOException {
        requireWholeSegments(header.toBytes().length, file.size(), label);
        return new EncryptedContent(key, header, channel(key, header, file).size());
    }

    /** Of the content; what the last segment says is known only when that is read. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * The content of the file. Each segment is verified before a byte of it is given, the last one before the end is told.
     *
     * @param file is closed with the result
     * @param error of the file as a whole, for a reason
     */
    public SeekableByteChannel decrypt(FileChannel file, Function<String, SourceException> error) throws IOException {
        return new DecryptingChannel(channel(key, header, file), file.size(), header.toBytes().length, error);
    }

    /** What can be seen without decrypting; the library says it less clearly. */
    private static void requireWholeSegments(int headerBytes, long fileBytes, String label) throws SourceException {
        long lastSegmentBytes = fileBytes % FileHeader.SEGMENT_BYTES;
        boolean hasFirst = fileBytes >= headerBytes + FileHeader.STREAM_HEADER_BYTES + FileHeader.TAG_BYTES;
        boolean hasLast = lastSegmentBytes == 0 || lastSegmentBytes >= FileHeader.TAG_BYTES;
        if (!hasFirst || !hasLast) {
            throw SourceException.inFile(label, "encrypted file is cut, it has " + fileBytes + " bytes");
        }
    }

    private static SeekableByteChannel channel(EncryptionKey key, FileHeader header, FileChannel file)
            throws IOException {
        try {
            return header.cipher(key).newSeekableDecryptingChannel(file, header.toBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
