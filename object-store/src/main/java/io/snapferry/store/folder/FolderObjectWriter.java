package io.snapferry.store.folder;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a temporary file and, at the end, gives it its name. */
final class FolderObjectWriter implements ObjectWriter {
    private final ObjectKey key;
    private final Path temporary;
    private final Path target;
    private final FileChannel channel;
    private final Directories directories;
    private final Sha256 digest = new Sha256();
    private boolean open = true;

    /** Owns the channel and the temporary file from now on. */
    FolderObjectWriter(ObjectKey key, Path temporary, Path target, FileChannel channel, Directories directories) {
        this.key = key;
        this.temporary = temporary;
        this.target = target;
        this.channel = channel;
        this.directories = directories;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure("WriteFile", e);
        }
        digest.update(bytes, offset, length);
    }

    @Override
    public PutReceipt commit() throws IOException {
        requireOpen();
        try {
            channel.force(true);
            channel.close();
            Path directory = directories.ensureParent(target);
            // Of an existing file, this replaces the name; a reader has the old one or the new one, whole.
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            open = false;
            Directories.sync(directory);
        } catch (IOException e) {
            throw failure("CommitFile", e);
        }
        return digest.receipt(key);
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw failure("DeleteTemporaryFile", e);
        }
    }

    private void requireOpen() {
        if (!open || !channel.isOpen()) {
            throw new IllegalStateException("the object is finished: " + key);
        }
    }

    private ObjectStoreException failure(String operation, IOException cause) {
        return FileSystemFailure.of(operation, target.toString(), cause);
    }
}
