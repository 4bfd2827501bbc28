package io.snapferry.source.encryption;

import io.snapferry.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Encrypts the files of one dump, each with a key of its own. Thread-safe. */
public final class EncryptedFiles implements NewFiles {
    private final EncryptionKey key;
    private final String dumpId;

    /** For a dump that is new: one object writes all files of it. */
    public EncryptedFiles(EncryptionKey key) {
        this.key = key;
        byte[] random = new byte[FileHeader.DUMP_ID_BYTES];
        new SecureRandom().nextBytes(random);
        this.dumpId = HexFormat.of().formatHex(random);
    }

    @Override
    public OutputStream create(Path path, String name) throws IOException {
        FileHeader header = new FileHeader(key.id(), dumpId, name);
        OutputStream out = NewFiles.PLAIN.create(path, name);
        try {
            out.write(header.toBytes());
            return header.cipher(key).newEncryptingStream(out, header.toBytes());
        } catch (IOException e) {
            out.close();
            throw e;
        } catch (GeneralSecurityException e) {
            out.close();
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    @Override
    public InputStream open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            FileHeader header = FileHeader.read(channel, path.toString())
                    .orElseThrow(() -> SourceException.inFile(path.toString(), "is not encrypted any more"));
            return header.cipher(key).newDecryptingStream(Channels.newInputStream(channel), header.toBytes());
        } catch (IOException e) {
            channel.close();
            throw e;
        } catch (GeneralSecurityException e) {
            channel.close();
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
