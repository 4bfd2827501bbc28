package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;

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
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(ProjectAnswer.of(project));
    }
}
