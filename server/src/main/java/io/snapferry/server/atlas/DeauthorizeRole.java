package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessRoles;
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

/** Deletes a cloud provider access role, or a store access of ours, that no bucket uses. */
final class DeauthorizeRole implements ProjectOperation {
    private final Route route;
    private final AccessRoles roles;

    DeauthorizeRole(String base, AccessRoles roles) {
        this.route = Route.delete(base + "/groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}");
        this.roles = roles;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "deauthorizeAccessRole",
                        Tag.ACCESS_ROLES,
                        "Deletes a cloud provider access role or store access that no bucket uses")
                .answersNothing(204)
                .errors(ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND, ApiErrorCode.STORE_IN_USE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        String provider = request.pathParameter("cloudProvider");
        if (!provider.equals(AccessRoleAnswer.PROVIDER)) {
            throw ApiErrorCode.INVALID_PATH_PARAMETER.with(
                    "cloudProvider", "expected " + AccessRoleAnswer.PROVIDER + ", found \"" + provider + "\"");
        }
        Id<StoreAccess> id = request.id("roleId");
        return switch (roles.delete(project.id(), id)) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND.with(id, project.id());
            case IN_USE -> throw ApiErrorCode.STORE_IN_USE.with(id);
        };
    }
}
