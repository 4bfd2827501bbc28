package io.snapferry.server.http;

import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The body of every error but a refused sign-in, which has no {@code parameters}.
 *
 * @param detail a sentence for people
 * @param error the HTTP status
 * @param errorCode for programs
 * @param parameters what was inserted into {@code detail}, in order
 * @param reason the status in words
 */
public record ErrorBody(String detail, int error, String errorCode, List<String> parameters, String reason) {

    static ErrorBody of(ApiException exception) {
        return new ErrorBody(
                exception.code().detail(exception.parameters()),
                exception.code().status(),
                exception.code().name(),
                exception.parameters(),
                reason(exception.code().status()));
    }

    /** The status in the words of RFC 9110; Jetty shortens one of them. */
    static String reason(int status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR_500 ? "Internal Server Error" : HttpStatus.getMessage(status);
    }
}
