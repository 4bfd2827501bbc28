package io.snapferry.server.catalog;

import java.time.Instant;

/** Which counts of which digest nonces were used, so that no request can be replayed. Thread-safe. */
public interface NonceCounts {

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
