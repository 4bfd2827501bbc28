package io.snapferry.server.catalog;

import java.util.List;
import java.util.stream.Stream;

/**
 * A programmatic API key. The private key is not kept; only what digest authentication needs.
 *
 * @param id of the key
 * @param organization that owns it
 * @param publicKey the user name in digest authentication, unique
 * @param hashes what is left of the private key
 * @param privateKeySuffix the last four characters of the private key, for telling keys apart
 * @param description for people
 * @param grants what it may do
 */
public record ApiKey(
        Id<ApiKey> id,
        Id<Organization> organization,
        String publicKey,
        DigestHashes hashes,
        String privateKeySuffix,
        String description,
        List<RoleGrant> grants)
        implements Identity {
    /** Copies the grants. */
    public ApiKey {
        grants = List.copyOf(grants);
    }

    @Override
    public String signInName() {
        return publicKey;
    }

    /** The same key with more grants; those that it has are not doubled. */
    public ApiKey withGrants(List<RoleGrant> more) {
        return withOnlyGrants(
                Stream.concat(grants.stream(), more.stream()).distinct().toList());
    }

    /** The same key with other grants. */
    public ApiKey withOnlyGrants(List<RoleGrant> others) {
        return new ApiKey(id, organization, publicKey, hashes, privateKeySuffix, description, others);
    }

    /** The same key with another description. */
    public ApiKey withDescription(String other) {
        return new ApiKey(id, organization, publicKey, hashes, privateKeySuffix, other, grants);
    }

    /** Without the hashes. */
    @Override
    public String toString() {
        return "ApiKey[" + publicKey + "]";
    }
}
