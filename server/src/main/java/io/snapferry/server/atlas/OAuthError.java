package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.http.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The errors of the token endpoint (RFC 6749, section 5.2). */
enum OAuthError {
    INVALID_CLIENT(401, "The client id or secret is wrong, or the secret has expired."),
    INVALID_REQUEST(400, "The body is no form with the required field, given once."),
    UNSUPPORTED_GRANT_TYPE(400, "The grant type is not client_credentials.");

    private final int status;
    private final String description;

    OAuthError(int status, String description) {
        this.status = status;
        this.description = description;
    }

    Answer answer() {
        Body body = new Body(name().toLowerCase(Locale.ROOT), description);
        Map<String, String> headers =
                this == INVALID_CLIENT ? Map.of("WWW-Authenticate", "Basic realm=\"MMS Public API\"") : Map.of();
        return new Answer(status, Optional.of(body), headers);
    }

    record Body(
            String error, @JsonProperty("error_description") String description) {}
}
