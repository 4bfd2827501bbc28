package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One project. */
final class GetProject implements ProjectOperation {
    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups/{groupId}");
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
        return Answer.ok(ProjectAnswer.of(project));
    }
}
