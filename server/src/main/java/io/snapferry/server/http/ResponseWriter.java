package io.snapferry.server.http;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.Optional;

/** Writes the one answer to a request. */
final class ResponseWriter {
    /** What the edge of Atlas says to whoever did not sign in, in its order and layout; {@code pretty} has no say. */
    private static final String UNAUTHORIZED_BODY = """
            {
              "error" : 401,
              "reason" : "Unauthorized",
              "detail" : "You are not authorized for this resource.",
              "errorCode" : "UNEXPECTED_ERROR"
            }""";

    /** Without a charset, as Atlas's v1.0 sends it: JSON has but one. */
    static final String JSON = "application/json";

    /** The header that repeats an error's code. */
    static final String ERROR_CODE = "X-Error-Code";

    private final Context context;
    private final RequestBody body;

    ResponseWriter(Context context, RequestBody body) {
        this.context = context;
        this.body = body;
    }

    /** @param version that answers, when the API has versions; errors are never versioned */
    void answer(Answer answer, Presentation presentation, Optional<LocalDate> version) {
        context.status(answer.status())
                .contentType(version.map(date -> VersionNegotiation.mediaType(date) + ";charset=utf-8")
                        .orElse(JSON));
        answer.headers().forEach(context::header);
        answer.body().ifPresent(content -> write(answer.status(), content, presentation));
    }

    private void write(int status, Object content, Presentation presentation) {
        if (content instanceof RawBody raw) {
            context.contentType(raw.mediaType()).result(raw.bytes());
        } else {
            context.result(presentation.write(status, content));
        }
    }

    /** Answers with the real status also in an envelope, so that proxies and scripts see the failure. */
    void error(ApiException exception) {
        body.drain();
        Presentation presentation = Presentation.ofRefused(ApiRouter.queryOf(context));
        ErrorBody error = ErrorBody.of(exception);
        exception.retryAfter().ifPresent(time -> context.header("Retry-After", String.valueOf(time.toSeconds())));
        context.header(ERROR_CODE, error.errorCode())
                .status(error.error())
                .contentType(JSON)
                .result(presentation.write(error.error(), error));
    }

    void challenge(String challenge) {
        body.drain();
        context.header("WWW-Authenticate", challenge)
                .status(401)
                .contentType(JSON)
                .result(UNAUTHORIZED_BODY);
    }
}
