package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The root of the API: that it answers, and who asks. Clients use it to test their credentials. */
final class GetSystemStatus implements Operation {
    private final String base;
    private final AccessLists accessLists;

    GetSystemStatus(String base, AccessLists accessLists) {
        this.base = base;
        this.accessLists = accessLists;
    }

    @Override
    public Route route() {
        return Route.get(base);
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getSystemStatus", Tag.SERVER, "That the API answers, and who asks")
                .answers(SystemStatusAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return Answer.ok(SystemStatusAnswer.of(request, accessLists));
    }
}
