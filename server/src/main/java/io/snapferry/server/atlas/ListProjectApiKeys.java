package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;

/** The keys with a role in the project; their private keys are masked. */
final class ListProjectApiKeys implements ProjectOperation {
    private final String base;
    private final Tenants tenants;

    ListProjectApiKeys(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(base + "/groups/{groupId}/apiKeys");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listProjectApiKeys",
                        Tag.API_KEYS,
                        "The keys with a role in the project; their private keys are masked")
                .answersPageOf(ApiKeyAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        ApiKeyUrl url = new ApiKeyUrl(request.origin() + base, project.organization());
        List<ApiKey> keys = tenants.apiKeys(project.organization()).stream()
                .filter(key -> key.grants().stream()
                        .anyMatch(grant -> grant instanceof RoleGrant.InProject in
                                && in.project().equals(project.id())))
                .toList();
        return request.page().answer(keys, key -> ApiKeyAnswer.inProject(key, project.id(), url));
    }
}
