package io.snapferry.server.catalog;

import java.util.List;

/**
 * A programmatic API key. The private key is not kept; only what digest authentication needs.
 *
 * @param id of the key
 * @param organization that owns it
 * @param publicKey the user name in digest authentication, unique
 * @param ha1Hex {@code MD5(publicKey:realm:privateKey)}, 32 lower-case hex digits: as good as the private key for
 *     signing in here, so it is never shown
 * @param privateKeySuffix the last four characters of the private key, for telling keys apart
 * @param description for people
 * @param grants what it may do
 */
public record ApiKey(
        Id<ApiKey> id,
        Id<Organization> organization,
        String publicKey,
        String ha1Hex,
        String privateKeySuffix,
        String description,
        List<RoleGrant> grants) {
    /** Copies the grants. */
    public ApiKey {
        grants = List.copyOf(grants);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[" + publicKey + "]";
    }
}
