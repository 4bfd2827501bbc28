package io.snapferry.server.catalog;

import java.time.Instant;

/**
 * A secret that signs access tokens.
 *
 * @param id names it in the tokens
 * @param secretHex 64 lower-case hex digits
 * @param createdAt since when it signs
 */
public record SigningKey(Id<SigningKey> id, String secretHex, Instant createdAt) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
