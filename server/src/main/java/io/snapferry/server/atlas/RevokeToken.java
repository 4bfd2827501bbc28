package io.snapferry.server.atlas;

import io.snapferry.server.auth.ClientCredentials;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.Optional;

/**
 * The revocation endpoint of OAuth 2.0 (RFC 7009): the token is refused from then on. The answer is 200 also when there was
 * nothing to revoke, so that it tells nothing about the tokens of others.
 */
final class RevokeToken implements Operation {
    private static final Schema.Fields BODY = OAuthRequest.form(
            "RevocationRequest", Property.required("token", Schema.text().notEmpty(), "an access token"));

    private final ClientCredentials credentials;

    RevokeToken(ClientCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Route route() {
        return Route.post("/api/oauth/revoke");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("revokeToken", Tag.TOKENS, "Ends an access token")
                .form(BODY)
                .answersNothing(200)
                .answers(400, OAuthError.Body.class)
                .answers(401, OAuthError.Body.class)
                .errors(ApiErrorCode.TOO_MANY_FAILED_SIGN_INS);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return OAuthRequest.answer(request, credentials, "token", (client, token) -> {
            credentials.revoke(client, token);
            return new Answer(200, Optional.empty());
        });
    }
}
