package io.snapferry.cli;

import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.source.encryption.FileKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key of a snapshot that a server took and encrypted. Never an argument itself: arguments can be seen by everybody. */
final class SnapshotKeyOptions {
    private static final int MAX_BYTES = 1_024;

    @Option(
            names = "--snapshot-key-file",
            paramLabel = "FILE",
            description = "A file with the key of a source that a server encrypted (snapshots.encryption-key there).")
    private Optional<Path> file = Optional.empty();

    SnapshotKeyOptions() {}

    /** The key that was given, if one was. */
    FileKeys read() throws IOException {
        if (file.isEmpty()) {
            return FileKeys.NONE;
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return FileKeys.of(EncryptionKey.parse(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file.get() + " holds no key: " + e.getMessage(), e);
        }
    }
}
