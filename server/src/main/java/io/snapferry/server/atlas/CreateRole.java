package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes a cloud provider access role. It can be used once it is authorized. */
final class CreateRole implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object(
            "AccessRoleRequest", Property.required("providerName", Schema.choice(AccessRoleAnswer.PROVIDER)));

    private final Route route;
    private final AccessRoles roles;
    private final RoleViews views;
    private final Clock clock;

    CreateRole(String base, AccessRoles roles, RoleViews views, Clock clock) {
        this.route = Route.post(base + "/groups/{groupId}/cloudProviderAccess");
        this.roles = roles;
        this.views = views;
        this.clock = clock;
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
                        "createAccessRole",
                        Tag.ACCESS_ROLES,
                        "Makes a cloud provider access role, which can be used once it is authorized")
                .body(BODY)
                .answers(AccessRoleAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        request.body(BODY).choice("providerName", List.of(AccessRoleAnswer.PROVIDER));
        Instant now = clock.instant();
        AccessRole role =
                new AccessRole(Id.next(now), project.id(), UUID.randomUUID(), now.truncatedTo(ChronoUnit.SECONDS));
        roles.put(role);
        return Answer.ok(views.one(project, role.id()));
    }
}
