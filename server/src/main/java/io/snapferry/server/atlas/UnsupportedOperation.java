package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Says no to every key alike, whatever the path names. */
record UnsupportedOperation(Route route) implements Operation {

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("unsupported", Tag.SERVER, "Not done by this server")
                .errors(ApiErrorCode.OPERATION_NOT_SUPPORTED);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        throw ApiErrorCode.OPERATION_NOT_SUPPORTED.with(route.method(), route.template());
    }
}
