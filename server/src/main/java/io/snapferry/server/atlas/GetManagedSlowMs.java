package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Schema;

/** Whether Atlas chooses from which time on an operation of a cluster counts as slow: no. The body is the bare word. */
final class GetManagedSlowMs implements ProjectOperation {
    private final Route route;

    GetManagedSlowMs(String base) {
        this.route = Route.get(base + "/groups/{groupId}/managedSlowMs");
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "getManagedSlowMs", Tag.PROJECTS, "Whether Atlas chooses what counts as a slow operation: no")
                .answers(200, new OperationDescription.Form.Value(Schema.flag()));
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(false);
    }
}
