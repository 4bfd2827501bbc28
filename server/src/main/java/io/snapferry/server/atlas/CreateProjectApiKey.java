package io.snapferry.server.atlas;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;

/**
 * Makes a key with roles in the project. It belongs to the project's organization, but has no role there: the owner of a
 * project must not reach beyond it.
 */
final class CreateProjectApiKey implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object(
            "ProjectApiKeyRequest", Property.required("desc", Texts.DESCRIPTION), GrantedRoles.OF_PROJECT);

    private final String base;
    private final Tenants tenants;
    private final Clock clock;

    CreateProjectApiKey(String base, Tenants tenants, Clock clock) {
        this.base = base;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(base + "/groups/{groupId}/apiKeys");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createProjectApiKey",
                        Tag.API_KEYS,
                        "Makes a key with roles in the project; no other answer shows the private key")
                .body(BODY)
                .answers(ApiKeyAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(BODY);
        String description = Texts.description(body, "desc");
        List<RoleGrant> grants = GrantedRoles.inProject(body, project.id());
        NewApiKey made = NewApiKey.put(tenants, project.organization(), description, grants, clock.instant());
        return Answer.ok(ApiKeyAnswer.of(made, new ApiKeyUrl(request.origin() + base, project.organization())));
    }
}
