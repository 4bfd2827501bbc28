package io.snapferry.server.catalog.sql;

import io.snapferry.server.files.PrivateFile;
import io.snapferry.source.encryption.EncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** The key that a server makes for itself when none is configured: 32 bytes that only its owner can read. */
final class SecretsKeyFile {
    static final String NAME = "secrets.key";

    private final Path folder;
    private final Path path;

    SecretsKeyFile(Path folder) {
        this.folder = folder;
        this.path = folder.resolve(NAME);
    }

    Path path() {
        return path;
    }

    /** @throws CatalogOpenException when it is there and is no key */
    Optional<EncryptionKey> read() throws CatalogOpenException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EncryptionKey.of(Files.readAllBytes(path)));
        } catch (IllegalArgumentException e) {
            throw new CatalogOpenException(path + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CatalogOpenException(
                    path + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Whole and on the disk when this returns: secrets that are encrypted with it must never outlive it. */
    EncryptionKey create() throws CatalogOpenException {
        byte[] bytes = new byte[EncryptionKey.SIZE_BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            PrivateFile.write(folder, NAME, bytes);
        } catch (IOException e) {
            throw new CatalogOpenException(
                    path + " cannot be written: " + e.getClass().getSimpleName(), e);
        }
        return EncryptionKey.of(bytes);
    }
}
