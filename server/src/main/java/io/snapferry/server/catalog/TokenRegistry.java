package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * What must be known to trust an access token: the keys that sign, and which tokens were revoked. The tokens themselves are
 * not kept. Thread-safe; every write is durable when its method returns.
 */
public interface TokenRegistry {

    void addKey(SigningKey key);

    Optional<SigningKey> key(Id<SigningKey> id);

    Optional<SigningKey> newestKey();

    /** Revokes a token until it would end by itself. Again does nothing. */
    void revoke(String tokenId, Instant expiresAt);

    boolean isRevoked(String tokenId);

    /** Forgets revoked tokens that have ended at {@code now}, and keys that were made before {@code keysBefore}. */
    void forget(Instant now, Instant keysBefore);
}
