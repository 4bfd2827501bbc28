package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.health.Health;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;
import java.util.Optional;

/** Whether requests can be served, and which part of the server fails. */
final class Readiness implements Operation {
    private final Health health;

    Readiness(Health health) {
        this.health = health;
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
        List<Health.Verdict> verdicts = health.verdicts();
        boolean isReady = verdicts.stream().allMatch(verdict -> verdict.state() != Health.State.FAILED);
        List<HealthAnswer.Check> checks =
                verdicts.stream().map(HealthAnswer.Check::of).toList();
        return new Answer(
                isReady ? 200 : 503,
                Optional.of(new HealthAnswer(Optional.of(checks), isReady ? "ready" : "not ready")));
    }
}
