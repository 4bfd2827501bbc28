package io.snapferry.server.metrics;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.RawBody;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.nio.charset.StandardCharsets;

/** All meters, for Prometheus. */
public final class GetMetrics implements Operation {
    private final ServerMetrics metrics;
    private final boolean isOpen;

    /** @param isOpen whether nobody has to sign in */
    public GetMetrics(ServerMetrics metrics, boolean isOpen) {
        this.metrics = metrics;
        this.isOpen = isOpen;
    }

    @Override
    public Route route() {
        return Route.get("/metrics");
    }

    /** Whoever reads them sees the names of all clusters of all organizations. */
    @Override
    public Permission permission() {
        return isOpen ? Permission.ANYONE : Permission.READ_ANY_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getMetrics", Tag.SERVER, "All meters, in the text format of Prometheus")
                .answers(200, new OperationDescription.Form.Document("text/plain"));
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        if (!isOpen) {
            gate.anywhere(request, permission());
        }
        return Answer.ok(new RawBody(ServerMetrics.MEDIA_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8)));
    }
}
