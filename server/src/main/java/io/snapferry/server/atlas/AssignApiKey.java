package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/**
 * Gives a key of the project's organization more roles in the project. The body is an array, as in Atlas; {@code userId} in it
 * says nothing, since the path names the key.
 */
final class AssignApiKey implements ProjectOperation {
    private static final int MAX_ASSIGNMENTS = 100;

    private static final Schema.Fields ASSIGNMENT = Schema.object(
            "ApiKeyAssignment",
            GrantedRoles.OF_PROJECT,
            Property.optional("userId", new Schema.Anything(), "taken, and without meaning: the path names the key"));

    private final String base;
    private final Tenants tenants;

    AssignApiKey(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.post(base + "/groups/{groupId}/apiKeys/{apiUserId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "assignApiKey", Tag.API_KEYS, "Gives a key of the organization more roles in the project")
                .body(Schema.listOf(ASSIGNMENT).upTo(MAX_ASSIGNMENTS))
                .answersNothing(204)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        List<RoleGrant> grants = request.bodies(MAX_ASSIGNMENTS, ASSIGNMENT).stream()
                .flatMap(body -> GrantedRoles.inProject(body, project.id()).stream())
                .toList();
        Id<ApiKey> id = KeyOfPath.id(request);
        if (tenants.changeApiKey(project.organization(), id, key -> key.withGrants(grants))
                .isEmpty()) {
            throw ApiErrorCode.API_KEY_NOT_FOUND.with(id, project.organization());
        }
        return Answer.noContent();
    }
}
