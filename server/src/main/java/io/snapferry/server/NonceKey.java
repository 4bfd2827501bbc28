package io.snapferry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The secret that signs digest nonces. Kept over restarts, so that clients need no new challenge after one. */
final class NonceKey {
    private static final String FILE_NAME = "nonce.key";
    private static final int SIZE_BYTES = 32;

    private NonceKey() {}

    static byte[] readOrCreate(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE_NAME);
        if (Files.exists(file)) {
            byte[] key = Files.readAllBytes(file);
            if (key.length == SIZE_BYTES) {
                return key;
            }
        }
        byte[] key = new byte[SIZE_BYTES];
        new SecureRandom().nextBytes(key);
        PrivateFile.write(file, key);
        return key;
    }
}
