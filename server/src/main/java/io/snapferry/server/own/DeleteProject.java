package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Deletes a project that has no clusters any more; what was exported stays. */
final class DeleteProject implements ProjectOperation {
    private final Tenants tenants;

    DeleteProject(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.delete(OwnApi.BASE + "/groups/{groupId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("deleteProject", Tag.PROJECTS, "Deletes a project that has no clusters any more")
                .answersNothing(204)
                .errors(ApiErrorCode.CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return switch (tenants.deleteProject(project.id())) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.GROUP_NOT_FOUND.with(project.id());
            case IN_USE -> throw ApiErrorCode.CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS.with(project.id());
        };
    }
}
