package io.snapferry.server.atlas;

import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A service account on the wire.
 *
 * @param roles in its organization
 */
record ServiceAccountAnswer(
        @Wire(pattern = "mdb_sa_id_[0-9a-f]{24}") String clientId,
        Instant createdAt,
        String description,
        String name,
        List<Role> roles,
        List<SecretAnswer> secrets) {

    /** @param secret only in the answer to the request that made it; afterwards there is the masked value instead */
    record SecretAnswer(
            Instant createdAt,
            Instant expiresAt,
            Id<ServiceAccount.Secret> id,
            Optional<String> maskedSecretValue,
            Optional<String> secret) {
        static SecretAnswer masked(ServiceAccount.Secret secret) {
            return new SecretAnswer(
                    secret.createdAt(),
                    secret.expiresAt(),
                    secret.id(),
                    Optional.of(ServiceAccountSecret.masked(secret)),
                    Optional.empty());
        }

        static SecretAnswer showing(ServiceAccountSecret made) {
            return new SecretAnswer(
                    made.kept().createdAt(),
                    made.kept().expiresAt(),
                    made.kept().id(),
                    Optional.empty(),
                    Optional.of(made.value()));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "SecretAnswer[" + id + "]";
        }
    }

    static ServiceAccountAnswer masked(ServiceAccount account) {
        return of(account, account.secrets().stream().map(SecretAnswer::masked).toList());
    }

    static ServiceAccountAnswer showing(ServiceAccount account, ServiceAccountSecret only) {
        return of(account, List.of(SecretAnswer.showing(only)));
    }

    private static ServiceAccountAnswer of(ServiceAccount account, List<SecretAnswer> secrets) {
        return new ServiceAccountAnswer(
                account.clientId(),
                account.createdAt(),
                account.description(),
                account.name(),
                account.grants().stream()
                        .filter(grant -> grant instanceof RoleGrant.InOrganization in
                                && in.organization().equals(account.organization()))
                        .map(RoleGrant::role)
                        .toList(),
                secrets);
    }
}
