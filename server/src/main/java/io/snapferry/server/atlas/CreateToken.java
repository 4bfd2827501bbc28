package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.auth.AccessTokenIssuer;
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

/**
 * The token endpoint of OAuth 2.0 for client credentials (RFC 6749, section 4.4): a service account's id and secret get a token
 * that lives an hour. Errors have the form of that RFC.
 */
final class CreateToken implements Operation {
    private static final Schema.Fields BODY =
            OAuthRequest.form("TokenRequest", Property.required("grant_type", Schema.choice("client_credentials")));

    private final ClientCredentials credentials;
    private final AccessTokenIssuer issuer;

    CreateToken(ClientCredentials credentials, AccessTokenIssuer issuer) {
        this.credentials = credentials;
        this.issuer = issuer;
    }

    @Override
    public Route route() {
        return Route.post("/api/oauth/token");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createToken", Tag.TOKENS, "Changes the id and secret of a service account for an access token")
                .form(BODY)
                .answers(TokenAnswer.class)
                .answers(400, OAuthError.Body.class)
                .answers(401, OAuthError.Body.class)
                .errors(ApiErrorCode.TOO_MANY_FAILED_SIGN_INS);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return OAuthRequest.answer(request, credentials, "grant_type", (client, grantType) -> {
            if (!grantType.equals("client_credentials")) {
                return OAuthError.UNSUPPORTED_GRANT_TYPE.answer();
            }
            AccessTokenIssuer.Issued issued = issuer.issue(client.account(), client.secret());
            return Answer.ok(new TokenAnswer(issued.token(), issued.lifetimeSeconds(), "Bearer"));
        });
    }

    private record TokenAnswer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long lifetimeSeconds,
            @JsonProperty("token_type") String tokenType) {
        /** Without the token. */
        @Override
        public String toString() {
            return "TokenAnswer[" + lifetimeSeconds + " s]";
        }
    }
}
