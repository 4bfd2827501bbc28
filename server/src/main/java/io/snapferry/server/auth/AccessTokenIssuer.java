package io.snapferry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.catalog.TokenRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;

/** Gives tokens, signed with a key that is replaced every day. Thread-safe. */
public final class AccessTokenIssuer {
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final TokenRegistry registry;
    private final Clock clock;

    /** Signs with the keys of this registry. */
    public AccessTokenIssuer(TokenRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * A token as it goes over the wire.
     *
     * @param lifetimeSeconds after which it ends
     */
    public record Issued(String token, long lifetimeSeconds) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[" + lifetimeSeconds + " s]";
        }
    }

    /** Gives a token that lives an hour, or as long as the secret if that is less. */
    public Issued issue(ServiceAccount account, ServiceAccount.Secret secret) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant hour = now.plus(AccessToken.LIFETIME);
        Instant end = secret.expiresAt().isBefore(hour) ? secret.expiresAt() : hour;
        AccessToken token = new AccessToken(Id.next(now), account.id(), secret.id(), end);
        return new Issued(sign(token, now), ChronoUnit.SECONDS.between(now, end));
    }

    private String sign(AccessToken token, Instant now) {
        SigningKey key = currentKey(now);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.id().hex())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(token.id().hex())
                .subject(token.account().hex())
                .claim(AccessToken.SECRET_CLAIM, token.secret().hex())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(token.expiresAt()))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new MACSigner(HexFormat.of().parseHex(key.secretHex())));
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
        return jwt.serialize();
    }

    /** One thread makes the new key; two processes may make two, and both are good. */
    private synchronized SigningKey currentKey(Instant now) {
        Instant oldest = now.minus(AccessToken.KEY_ROTATION);
        return registry.newestKey()
                .filter(key ->
                        key.createdAt().isAfter(oldest) && !key.createdAt().isAfter(now))
                .orElseGet(() -> newKey(now));
    }

    private SigningKey newKey(Instant now) {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        SigningKey key = new SigningKey(Id.next(now), HexFormat.of().formatHex(secret), now);
        registry.addKey(key);
        return key;
    }

    /** Forgets what no token can need any more. */
    public static void forgetExpired(TokenRegistry registry, Instant now) {
        registry.forget(now, now.minus(AccessToken.KEY_ROTATION).minus(AccessToken.LIFETIME));
    }
}
