package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The project of a name. One that the key may not see is answered like one that does not exist. */
final class GetProjectByName implements Operation {
    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;

    GetProjectByName(AtlasApi api, Tenants tenants) {
        this.route = Route.get(api.base() + "/groups/byName/{groupName}");
        this.api = api;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getProjectByName", Tag.PROJECTS, "The project of a name")
                .answers(ProjectAnswer.class)
                .errors(ApiErrorCode.GROUP_NAME_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        String name = request.pathParameter("groupName");
        Principal principal = request.principal();
        return tenants.projectByName(name)
                .filter(found -> !principal.rolesIn(found).isEmpty())
                .map(found -> Answer.ok(ProjectAnswer.of(found, request, api, tenants)))
                .orElseThrow(() -> ApiErrorCode.GROUP_NAME_NOT_FOUND.with(name));
    }
}
