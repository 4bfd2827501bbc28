package io.snapferry.server.auth;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.ServiceAccount;
import java.time.Duration;
import java.time.Instant;

/**
 * What a token says. On the wire it is a JWT (RFC 7519), signed with HMAC-SHA-256 by a key that its header names.
 *
 * @param id of the token, claim {@code jti}
 * @param account that it stands for, claim {@code sub}
 * @param secret that it was given for, claim {@code sid}: without the secret the token is worth nothing
 * @param expiresAt whole seconds, claim {@code exp}
 */
record AccessToken(
        Id<AccessToken> id, Id<ServiceAccount> account, Id<ServiceAccount.Secret> secret, Instant expiresAt) {
    static final Duration LIFETIME = Duration.ofHours(1);

    /** How long a key signs; afterwards it is kept until the last token that it signed has ended. */
    static final Duration KEY_ROTATION = Duration.ofDays(1);

    static final String SECRET_CLAIM = "sid";
}
