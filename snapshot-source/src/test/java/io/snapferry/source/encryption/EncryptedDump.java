package io.snapferry.source.encryption;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Dumps for tests, encrypted. */
public final class EncryptedDump {
    /** The bytes 0 to 31. */
    public static final EncryptionKey KEY =
            EncryptionKey.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private EncryptedDump() {}

    /** Encrypts every file of a dump into another folder, which it returns. */
    public static Path copy(Path plain, Path encrypted) {
        NewFiles files = new EncryptedFiles(KEY);
        try {
            for (Path file : files(plain)) {
                String name = plain.relativize(file).toString().replace('\\', '/');
                Path target = encrypted.resolve(plain.relativize(file));
                Files.createDirectories(target.getParent());
                try (OutputStream out = files.create(target, name)) {
                    Files.copy(file, out);
                }
            }
            return encrypted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
