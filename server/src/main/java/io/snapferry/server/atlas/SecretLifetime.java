package io.snapferry.server.atlas;

import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Duration;
import java.time.Instant;

/** The attribute that says how long a new secret of a service account lives. */
final class SecretLifetime {
    private static final String ATTRIBUTE = "secretExpiresAfterHours";

    /** A year, as in Atlas. */
    private static final int MAX_HOURS = 8_760;

    static final Property PROPERTY = Property.required(ATTRIBUTE, Schema.whole(1, MAX_HOURS));

    private SecretLifetime() {}

    /** A secret that is valid from now on, for as long as the body says. */
    static ServiceAccountSecret newSecret(JsonBody body, Instant now) {
        int hours =
                body.integer(ATTRIBUTE, 1, MAX_HOURS).orElseThrow(() -> ApiErrorCode.MISSING_ATTRIBUTE.with(ATTRIBUTE));
        return ServiceAccountSecret.next(now, Duration.ofHours(hours));
    }
}
