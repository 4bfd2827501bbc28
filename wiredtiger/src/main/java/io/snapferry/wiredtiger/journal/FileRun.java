package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A batch of changes that was written to a temporary file, one behind the other in the form of {@link ChangeBatch}. Every
 * 64 KiB or so a key is kept in memory, from which a search goes on in the file.
 */
final class FileRun implements SortedRun {
    private static final int INDEX_STEP_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final List<Entry> index;

    private record Entry(int fileId, Key key, long offset) {}

    private FileRun(Path file, List<Entry> index) {
        this.file = file;
        this.index = index;
    }

    /** @param directory where a file may be made; it is deleted when the run is closed */
    static FileRun write(ChangeBatch batch, Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "snapferry-changes-", ".run");
        List<Entry> index = new ArrayList<>();
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            ChangeView view = new ChangeView();
            long offset = 0;
            long indexed = -INDEX_STEP_BYTES;
            for (int at : batch.sorted()) {
                if (offset - indexed >= INDEX_STEP_BYTES) {
                    view.set(batch.bytes(), at);
                    index.add(new Entry(LittleEndian.int32(batch.bytes(), at), Key.copyOf(view.key()), offset));
                    indexed = offset;
                }
                int size = batch.sizeAt(at);
                output.write(batch.bytes(), at, size);
                offset += size;
            }
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new FileRun(file, index);
    }

    @Override
    public RunCursor open(int fileId, Optional<Slice> from) throws IOException {
        long offset = 0;
        for (Entry entry : index) {
            int byFile = Integer.compareUnsigned(entry.fileId(), fileId);
            boolean isBefore = byFile < 0
                    || (byFile == 0
                            && from.filter(key -> entry.key().slice().compareBytes(key) < 0)
                                    .isPresent());
            if (!isBefore) {
                break;
            }
            offset = entry.offset();
        }
        return new Cursor(fileId, from.map(Key::copyOf), offset);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private final class Cursor implements RunCursor {
        private final int fileId;
        private final SeekableByteChannel channel;
        private final DataInputStream input;
        private final ChangeView view = new ChangeView();
        private Optional<Key> from;
        private byte[] change = new byte[1 << 10];

        Cursor(int fileId, Optional<Key> from, long offset) throws IOException {
            this.fileId = fileId;
            this.from = from;
            this.channel = Files.newByteChannel(file);
            channel.position(offset);
            this.input = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
        }

        @Override
        public boolean next() throws IOException {
            while (true) {
                if (input.readNBytes(change, 0, ChangeBatch.HEADER_BYTES) == 0) {
                    return false;
                }
                int byFile = Integer.compareUnsigned(LittleEndian.int32(change, 0), fileId);
                if (byFile > 0) {
                    return false;
                }
                readRest();
                if (byFile == 0 && isWanted()) {
                    return true;
                }
            }
        }

        private void readRest() throws IOException {
            int rest = LittleEndian.int32(change, ChangeBatch.KEY_LENGTH_OFFSET)
                    + LittleEndian.int32(change, ChangeBatch.VALUE_LENGTH_OFFSET);
            int size = ChangeBatch.HEADER_BYTES + rest;
            if (change.length < size) {
                change = Arrays.copyOf(change, size);
            }
            input.readFully(change, ChangeBatch.HEADER_BYTES, rest);
            view.set(change, 0);
        }

        private boolean isWanted() {
            if (from.isPresent() && view.key().compareBytes(from.get().slice()) < 0) {
                return false;
            }
            from = Optional.empty();
            return true;
        }

        @Override
        public ChangeView change() {
            return view;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
