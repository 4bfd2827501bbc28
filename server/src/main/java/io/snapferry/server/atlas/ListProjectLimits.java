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
import java.util.List;

/** What a project may not have more of: there is no such limit. Not in pages, as in the original. */
final class ListProjectLimits implements ProjectOperation {
    private final Route route;

    ListProjectLimits(String base) {
        this.route = Route.get(base + "/groups/{groupId}/limits");
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
                        "listProjectLimits", Tag.PROJECTS, "What a project may not have more of: nothing")
                .answers(200, new OperationDescription.Form.Value(Schema.emptyList()));
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(List.of());
    }
}
