package io.snapferry.server.openapi;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.function.Supplier;

/**
 * The description for programs. It needs no key: what the server can do is public, whoever builds it can read it, and
 * generators and browsers know no digest.
 */
final class GetOpenApi implements Operation {
    private final Supplier<ServedDocument> document;

    GetOpenApi(Supplier<ServedDocument> document) {
        this.document = document;
    }

    @Override
    public Route route() {
        return Route.get("/api/openapi.json");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getOpenApi", Tag.SERVER, "This description, in OpenAPI 3.0")
                .answers(200, new OperationDescription.Form.Document("application/json"))
                .answersNothing(304);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return document.get().answer(request);
    }
}
