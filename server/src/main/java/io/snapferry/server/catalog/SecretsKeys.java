package io.snapferry.server.catalog;

import io.snapferry.source.encryption.EncryptionKey;
import java.util.Optional;

/**
 * The keys for the secrets of a catalog, as they were configured.
 *
 * @param current encrypts; without it a key in a file of the data directory does
 * @param previous still decrypts
 */
public record SecretsKeys(Optional<EncryptionKey> current, Optional<EncryptionKey> previous) {
    /** None is configured. */
    public static final SecretsKeys OF_THE_DATA_DIRECTORY = new SecretsKeys(Optional.empty(), Optional.empty());
}
