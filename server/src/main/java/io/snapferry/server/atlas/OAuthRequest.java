package io.snapferry.server.atlas;

import io.snapferry.server.auth.ClientCredentials;
import io.snapferry.server.auth.ClientCredentials.Client;
import io.snapferry.server.auth.ClientCredentials.Found;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the two OAuth endpoints have in common: a client that signs in with its secret, and a form with one field that counts. */
final class OAuthRequest {
    private OAuthRequest() {}

    /** What is in the form; further fields are ignored, as RFC 6749 asks. */
    static Schema.Fields form(String name, Property field) {
        return new Schema.Fields(name, List.of(field), true);
    }

    /**
     * Answers a request.
     *
     * @param field that must be in the form
     * @param answer from the client and the field's value
     */
    static Answer answer(
            ApiRequest request,
            ClientCredentials credentials,
            String field,
            BiFunction<Client, String, Answer> answer) {
        Optional<String> value;
        try {
            // read first, so that a refused client's body does not stay in the connection
            value = request.form().single(field);
        } catch (ApiException e) {
            value = Optional.empty();
        }
        Optional<String> authorization = request.header("Authorization");
        if (authorization.isEmpty()) {
            return OAuthError.INVALID_CLIENT.answer();
        }
        Found found = credentials.check(authorization.get(), request.clientAddress());
        if (found instanceof Found.TooManyFailures tooMany) {
            throw ApiErrorCode.TOO_MANY_FAILED_SIGN_INS
                    .with(request.clientAddress(), tooMany.waitingTime().toSeconds())
                    .retryAfter(tooMany.waitingTime());
        }
        if (!(found instanceof Found.Right right)) {
            return OAuthError.INVALID_CLIENT.answer();
        }
        return value.map(given -> answer.apply(right.client(), given)).orElseGet(OAuthError.INVALID_REQUEST::answer);
    }
}
