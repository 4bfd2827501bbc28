package io.snapferry.server.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that prove their own origin and age, so that nothing is kept for a client that only knocked. Thread-safe.
 *
 * <pre>
 *  offset  size  field
 *       0     4  second of issue since 1970, big-endian, unsigned
 *       4     8  random
 *      12    12  HMAC-SHA-256 of the bytes before, cut
 * </pre>
 *
 * 24 bytes are 32 characters of Base64 without padding: the form that Atlas's nonces have.
 */
final class Nonces {
    private static final int SIGNED_BYTES = 12;
    private static final int SIZE_BYTES = 24;
    private static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param key at least 16 bytes, shared by all processes that serve the same clients
     * @param lifetime how long a nonce may be used
     */
    Nonces(byte[] key, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A nonce that begins to live now. */
    String issue() {
        byte[] salt = new byte[SIGNED_BYTES - Integer.BYTES];
        random.nextBytes(salt);
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putInt((int) clock.instant().getEpochSecond())
                .put(salt)
                .array();
        byte[] nonce =
                ByteBuffer.allocate(SIZE_BYTES).put(signed).put(code(signed)).array();
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** When the nonce stops to live, which may be past; empty when it was not issued with this key. */
    Optional<Instant> expiresAt(String nonce) {
        byte[] bytes;
        try {
            bytes = nonce.length() == LENGTH ? Base64.getDecoder().decode(nonce) : new byte[0];
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != SIZE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        if (!MessageDigest.isEqual(code(signed), Arrays.copyOfRange(bytes, SIGNED_BYTES, SIZE_BYTES))) {
            return Optional.empty();
        }
        long issuedAt = Integer.toUnsignedLong(ByteBuffer.wrap(signed).getInt());
        return Optional.of(Instant.ofEpochSecond(issuedAt).plus(lifetime));
    }

    private byte[] code(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(signed), SIZE_BYTES - SIGNED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform must have " + ALGORITHM, e);
        }
    }
}
