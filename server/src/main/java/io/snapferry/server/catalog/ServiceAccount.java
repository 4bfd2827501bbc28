package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An identity that signs in with OAuth 2.0 client credentials: it changes a secret for a token that lives an hour.
 *
 * @param id of the account
 * @param organization that owns it
 * @param name for people, not empty
 * @param description for people
 * @param grants what it may do
 * @param secrets any of which gets a token while it is valid
 * @param createdAt whole seconds
 */
public record ServiceAccount(
        Id<ServiceAccount> id,
        Id<Organization> organization,
        String name,
        String description,
        List<RoleGrant> grants,
        List<Secret> secrets,
        Instant createdAt)
        implements Identity {
    private static final String CLIENT_ID_PREFIX = "mdb_sa_id_";

    /** Copies the lists. */
    public ServiceAccount {
        grants = List.copyOf(grants);
        secrets = List.copyOf(secrets);
    }

    /**
     * A secret, of which only a hash is kept.
     *
     * @param id of the secret
     * @param sha256Hex of its UTF-8, 64 lower-case hex digits. A plain hash is enough: secrets are random and long, so there
     *     is nothing to guess
     * @param suffix its last four characters, for telling secrets apart
     * @param createdAt whole seconds
     * @param expiresAt from then on it gets no token, and those that it got end
     */
    public record Secret(Id<Secret> id, String sha256Hex, String suffix, Instant createdAt, Instant expiresAt) {
        /** Whether it can be used. */
        public boolean isValidAt(Instant now) {
            return now.isBefore(expiresAt);
        }

        /** Without the hash. */
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    /** The same account with more grants; those that it has are not doubled. */
    public ServiceAccount withGrants(List<RoleGrant> more) {
        List<RoleGrant> all =
                Stream.concat(grants.stream(), more.stream()).distinct().toList();
        return new ServiceAccount(id, organization, name, description, all, secrets, createdAt);
    }

    /** The same account with other secrets. */
    public ServiceAccount withSecrets(List<Secret> others) {
        return new ServiceAccount(id, organization, name, description, grants, others, createdAt);
    }

    /** The name that it signs in with, {@code mdb_sa_id_} and its id. */
    public String clientId() {
        return CLIENT_ID_PREFIX + id;
    }

    @Override
    public String signInName() {
        return clientId();
    }

    /** The id in a {@link #clientId()}; empty when the text is none. */
    public static Optional<Id<ServiceAccount>> idOf(String clientId) {
        return Optional.of(clientId)
                .filter(text -> text.startsWith(CLIENT_ID_PREFIX))
                .map(text -> text.substring(CLIENT_ID_PREFIX.length()))
                .filter(Id::isValid)
                .map(Id::new);
    }
}
