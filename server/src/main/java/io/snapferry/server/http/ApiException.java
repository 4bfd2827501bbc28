package io.snapferry.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that cannot be granted, with what the client is told about it. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ApiErrorCode code;
    private final transient List<String> parameters;
    private final transient Optional<Duration> retryAfter;

    ApiException(ApiErrorCode code, List<String> parameters) {
        this(code, parameters, Optional.empty());
    }

    private ApiException(ApiErrorCode code, List<String> parameters, Optional<Duration> retryAfter) {
        // A request's fault: nobody reads where in our code it was noticed
        super(code.detail(parameters), null, false, false);
        this.code = code;
        this.parameters = parameters;
        this.retryAfter = retryAfter;
    }

    /** The same, for a client that may try again after this time. */
    public ApiException retryAfter(Duration time) {
        return new ApiException(code, parameters, Optional.of(time));
    }

    /** When the client may try again, whole seconds count. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Which error. */
    public ApiErrorCode code() {
        return code;
    }

    /** What is inserted into its text, in order. */
    public List<String> parameters() {
        return parameters;
    }
}
