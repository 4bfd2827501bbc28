package io.snapferry.server.auth;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A new secret of a service account, the only time that it can be seen.
 *
 * @param value {@code mdb_sa_sk_} and 40 characters of Base64 for URLs: 240 random bits
 * @param kept what the catalog keeps of it
 */
public record ServiceAccountSecret(String value, ServiceAccount.Secret kept) {
    private static final String PREFIX = "mdb_sa_sk_";
    private static final int RANDOM_BYTES = 30;
    private static final int SUFFIX_LENGTH = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes one that is valid from now on. */
    public static ServiceAccountSecret next(Instant now, Duration lifetime) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String value = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant createdAt = now.truncatedTo(ChronoUnit.SECONDS);
        return new ServiceAccountSecret(
                value,
                new ServiceAccount.Secret(
                        Id.next(now),
                        sha256Hex(value),
                        value.substring(value.length() - SUFFIX_LENGTH),
                        createdAt,
                        createdAt.plus(lifetime)));
    }

    /** How a secret is shown after that. */
    public static String masked(ServiceAccount.Secret secret) {
        return PREFIX + "****" + secret.suffix();
    }

    static String sha256Hex(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ServiceAccountSecret[" + kept.id() + "]";
    }
}
