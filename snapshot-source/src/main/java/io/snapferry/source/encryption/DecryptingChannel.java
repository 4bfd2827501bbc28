package io.snapferry.source.encryption;

import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.function.Function;

/** Tells which segment it is that does not decrypt. Read-only. */
final class DecryptingChannel implements SeekableByteChannel {
    private final SeekableByteChannel content;
    private final long fileBytes;
    /** Of the content that lies in the first segment, which the headers shorten. */
    private final long firstBytes;

    private final Function<String, SourceException> error;

    DecryptingChannel(
            SeekableByteChannel content, long fileBytes, int headerBytes, Function<String, SourceException> error) {
        this.content = content;
        this.fileBytes = fileBytes;
        this.firstBytes =
                (long) FileHeader.SEGMENT_BYTES - headerBytes - FileHeader.STREAM_HEADER_BYTES - FileHeader.TAG_BYTES;
        this.error = error;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return content.read(target);
        } catch (IOException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                throw error.apply(damage(content.position())).causedBy(e);
            }
            throw e;
        }
    }

    @Override
    public long position() throws IOException {
        return content.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        content.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return content.size();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return content.isOpen();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** The library stops at the first byte of the segment that it cannot give. */
    private String damage(long position) throws IOException {
        long segments = (fileBytes + FileHeader.SEGMENT_BYTES - 1) / FileHeader.SEGMENT_BYTES;
        long segment = segments - 1;
        if (position < content.size()) {
            segment = position < firstBytes
                    ? 0
                    : 1 + (position - firstBytes) / (FileHeader.SEGMENT_BYTES - FileHeader.TAG_BYTES);
        }
        long from = segment * FileHeader.SEGMENT_BYTES;
        return "segment %d of %d (bytes %d to %d) does not decrypt: it was changed or moved, or the file was cut or continued"
                .formatted(segment + 1, segments, from, Math.min(from + FileHeader.SEGMENT_BYTES, fileBytes) - 1);
    }
}
