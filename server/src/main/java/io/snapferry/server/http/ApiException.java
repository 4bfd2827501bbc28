package io.snapferry.server.http;

import java.util.List;

/** A request that cannot be granted, with what the client is told about it. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ApiErrorCode code;
    private final transient List<String> parameters;

    ApiException(ApiErrorCode code, List<String> parameters) {
        // A request's fault: nobody reads where in our code it was noticed
        super(code.detail(parameters), null, false, false);
        this.code = code;
        this.parameters = parameters;
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
