package io.snapferry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.catalog.TokenRegistry;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens and believes only those that {@link AccessTokenIssuer} signed, that have not ended and were not revoked. The
 * token says which key, never which algorithm: there is but one. Thread-safe.
 */
final class AccessTokenVerifier {
    /** Ours have some 330 characters. Nothing longer is parsed. */
    private static final int MAX_LENGTH = 1_024;

    private final TokenRegistry registry;
    private final Clock clock;

    AccessTokenVerifier(TokenRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** @return empty when it is none of ours, or not any more */
    Optional<AccessToken> verify(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return parse(text)
                .flatMap(this::signed)
                .filter(token -> clock.instant().isBefore(token.expiresAt()))
                .filter(token -> !registry.isRevoked(token.id().hex()));
    }

    private static Optional<SignedJWT> parse(String text) {
        try {
            return Optional.of(SignedJWT.parse(text));
        } catch (ParseException | RuntimeException e) {
            // no JWT; for some texts, such as the header null, the library's own checks are not enough
            return Optional.empty();
        }
    }

    private Optional<AccessToken> signed(SignedJWT jwt) {
        Optional<SigningKey> key = Optional.ofNullable(jwt.getHeader().getKeyID())
                .filter(Id::isValid)
                .flatMap(id -> registry.key(new Id<>(id)));
        if (key.isEmpty() || !jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)) {
            return Optional.empty();
        }
        try {
            // the comparison takes the same time wherever the first difference is
            if (!jwt.verify(new MACVerifier(HexFormat.of().parseHex(key.get().secretHex())))) {
                return Optional.empty();
            }
        } catch (JOSEException e) {
            return Optional.empty(); // a critical header that is not known, for example
        }
        return Optional.of(tokenOf(jwt));
    }

    private static AccessToken tokenOf(SignedJWT jwt) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return new AccessToken(
                    new Id<>(text(claims.getJWTID())),
                    new Id<>(text(claims.getSubject())),
                    new Id<>(text(claims.getStringClaim(AccessToken.SECRET_CLAIM))),
                    instant(claims.getExpirationTime()));
        } catch (ParseException e) {
            throw new IllegalStateException("a token that was signed here has other claims", e);
        }
    }

    private static String text(@Nullable String claim) {
        return Optional.ofNullable(claim).orElse("");
    }

    private static Instant instant(@Nullable Date claim) {
        return Optional.ofNullable(claim).map(Date::toInstant).orElse(Instant.MIN);
    }
}
