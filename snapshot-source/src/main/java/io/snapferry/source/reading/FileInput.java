package io.snapferry.source.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file as a stream that skips by moving its position, so that far parts are reached without reading. */
final class FileInput extends InputStream {
    /** The JDK keeps a direct buffer of the largest request per thread; this bounds it. */
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;

    private final SeekableByteChannel channel;

    FileInput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, MAX_REQUEST_BYTES)));
    }

    /** How many bytes are behind the position. */
    long remaining() throws IOException {
        return Math.max(0, channel.size() - channel.position());
    }

    @Override
    public long skip(long count) throws IOException {
        long from = channel.position();
        long to = Math.min(channel.size(), from + Math.max(count, 0));
        channel.position(Math.max(from, to));
        return Math.max(from, to) - from;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
