package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.Optional;

/** Whether the process answers at all. */
final class Liveness implements Operation {
    @Override
    public Route route() {
        return Route.get("/health/live");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getLiveness", Tag.SERVER, "Whether the process answers at all")
                .answers(HealthAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return Answer.ok(new HealthAnswer(Optional.empty(), "live"));
    }
}
