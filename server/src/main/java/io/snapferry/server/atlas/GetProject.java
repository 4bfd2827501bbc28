package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One project. */
final class GetProject implements ProjectOperation {
    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;

    GetProject(AtlasApi api, Tenants tenants) {
        this.route = Route.get(api.base() + "/groups/{groupId}");
        this.api = api;
        this.tenants = tenants;
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
        return OperationDescription.of("getProject", Tag.PROJECTS, "One project")
                .answers(ProjectAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(ProjectAnswer.of(project, request, api, tenants));
    }
}
