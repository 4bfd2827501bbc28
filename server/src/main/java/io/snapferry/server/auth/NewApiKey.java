package io.snapferry.server.auth;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A key that was just made, the only time that its private key can be seen.
 *
 * @param key as the catalog keeps it
 * @param privateKey a random UUID
 */
public record NewApiKey(ApiKey key, String privateKey) {
    /** The form of Atlas's public keys. */
    private static final int PUBLIC_KEY_LENGTH = 8;

    private static final int SUFFIX_LENGTH = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes one with a public key that nobody has, and puts it into the catalog. */
    public static NewApiKey put(
            Tenants tenants, Id<Organization> organization, String description, List<RoleGrant> grants, Instant now) {
        while (true) {
            NewApiKey made = make(organization, description, grants, now);
            try {
                tenants.putApiKey(made.key());
                return made;
            } catch (NameTakenException e) {
                // one of 26 to the 8th is taken: the next one will not be
            }
        }
    }

    /** Makes one, and leaves it to the caller to put it into the catalog. */
    public static NewApiKey make(
            Id<Organization> organization, String description, List<RoleGrant> grants, Instant now) {
        String publicKey = RANDOM.ints(PUBLIC_KEY_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String privateKey = UUID.randomUUID().toString();
        ApiKey key = new ApiKey(
                Id.next(now),
                organization,
                publicKey,
                DigestHashes.of(publicKey, privateKey),
                privateKey.substring(privateKey.length() - SUFFIX_LENGTH),
                description,
                grants);
        return new NewApiKey(key, privateKey);
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "NewApiKey[" + key + "]";
    }
}
