package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;
import java.util.Optional;

/** The cloud provider access roles of a project, oldest first. */
final class ListRoles implements ProjectOperation {
    private final Route route;
    private final AtlasApi api;
    private final RoleViews views;

    ListRoles(AtlasApi api, RoleViews views) {
        this.route = Route.get(api.base() + "/groups/{groupId}/cloudProviderAccess");
        this.api = api;
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
        return OperationDescription.of(
                        "listAccessRoles",
                        Tag.ACCESS_ROLES,
                        "The cloud provider access roles of a project, oldest first")
                .answers(Roles.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        List<AccessRoleAnswer> roles = views.all(project);
        // v1.0 knows no other provider
        Optional<List<Object>> none = api == AtlasApi.V2 ? Optional.of(List.of()) : Optional.empty();
        return Answer.ok(new Roles(roles, none, none));
    }

    private record Roles(
            List<AccessRoleAnswer> awsIamRoles,
            Optional<List<Object>> azureServicePrincipals,
            Optional<List<Object>> gcpServiceAccounts) {}
}
