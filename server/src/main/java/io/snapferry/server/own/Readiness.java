package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.Optional;

/** Whether requests can be served: the catalog answers and can be written to. */
final class Readiness implements Operation {
    private final Catalog catalog;

    Readiness(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Route route() {
        return Route.get("/health/ready");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getReadiness", Tag.SERVER, "Whether requests can be served")
                .answers(HealthAnswer.class)
                .answers(503, HealthAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return catalog.isReady()
                ? Answer.ok(new HealthAnswer("ready"))
                : new Answer(503, Optional.of(new HealthAnswer("not ready")));
    }
}
