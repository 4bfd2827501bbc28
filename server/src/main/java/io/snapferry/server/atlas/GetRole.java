package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One cloud provider access role. */
final class GetRole implements ProjectOperation {
    private final Route route;
    private final RoleViews views;

    GetRole(String base, RoleViews views) {
        this.route = Route.get(base + "/groups/{groupId}/cloudProviderAccess/{roleId}");
        this.views = views;
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
        return OperationDescription.of("getAccessRole", Tag.ACCESS_ROLES, "One cloud provider access role")
                .answers(AccessRoleAnswer.class)
                .errors(ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<StoreAccess> id = request.id("roleId");
        return Answer.ok(views.one(project, id));
    }
}
