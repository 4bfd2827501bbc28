package io.snapferry.server;

import io.snapferry.server.catalog.NonceCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The secret that signs digest nonces. */
final class NonceKey {
    private static final int SIZE_BYTES = 32;

    /** Where earlier versions kept it, which other servers could not see. */
    private static final String FORMER_FILE = "nonce.key";

    private NonceKey() {}

    static byte[] readOrCreate(NonceCounts nonces, Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FORMER_FILE));
        byte[] candidate = new byte[SIZE_BYTES];
        new SecureRandom().nextBytes(candidate);
        return nonces.signingKey(candidate);
    }
}
