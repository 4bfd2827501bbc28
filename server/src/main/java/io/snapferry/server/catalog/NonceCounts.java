package io.snapferry.server.catalog;

import java.time.Instant;

/** The key that signs digest nonces, and which counts of which were used, so that no request can be replayed. Thread-safe. */
public interface NonceCounts {

    /**
     * The key that signs nonces, the same for all servers of the catalog and after every restart, so that clients need no new
     * challenge.
     *
     * @param candidate becomes the key when there is none yet; at most 32 bytes
     */
    byte[] signingKey(byte[] candidate);

    /**
     * Marks a count as used. Durable when it returns, so that a restart opens no window for replays.
     *
     * @param nonce as it was issued
     * @param count the request's {@code nc}
     * @param expiresAt after this the nonce is refused for its age and need not be remembered
     * @return false when this or a higher count of the nonce was used before
     */
    boolean use(String nonce, long count, Instant expiresAt);

    /** Forgets nonces that are too old to be accepted. */
    void forgetExpired(Instant now);
}
