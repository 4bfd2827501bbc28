package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes a key's description, and which roles it has in the organization. Those that it has in projects stay. */
final class UpdateApiKey implements OrganizationOperation {
    private static final Schema.Fields BODY = Schema.object(
            "ApiKeyUpdate",
            Property.optional("desc", Texts.DESCRIPTION),
            Property.optional("roles", GrantedRoles.OF_ORGANIZATION.schema()));

    private final String base;
    private final Tenants tenants;

    UpdateApiKey(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.patch(base + "/orgs/{orgId}/apiKeys/{apiUserId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "updateApiKey",
                        Tag.API_KEYS,
                        "Changes a key's description and its roles in the organization; those in projects stay")
                .body(BODY)
                .answers(ApiKeyAnswer.class)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        JsonBody body = request.body(BODY);
        Optional<String> description =
                body.has("desc") ? Optional.of(Texts.description(body, "desc")) : Optional.empty();
        Optional<List<RoleGrant>> grants = body.has("roles")
                ? Optional.of(GrantedRoles.inOrganization(body, organization.id()))
                : Optional.empty();
        Id<ApiKey> id = KeyOfPath.id(request);
        return tenants.changeApiKey(organization.id(), id, key -> changed(key, description, grants))
                .map(key -> ApiKeyAnswer.masked(key, new ApiKeyUrl(request.origin() + base, organization.id())))
                .map(Answer::ok)
                .orElseThrow(() -> ApiErrorCode.API_KEY_NOT_FOUND.with(id, organization.id()));
    }

    private static ApiKey changed(ApiKey key, Optional<String> description, Optional<List<RoleGrant>> grants) {
        ApiKey described = description.map(key::withDescription).orElse(key);
        return grants.map(inOrganization ->
                        described.withOnlyGrants(Stream.concat(inOrganization.stream(), grantsInProjects(key))
                                .toList()))
                .orElse(described);
    }

    private static Stream<RoleGrant> grantsInProjects(ApiKey key) {
        return key.grants().stream().filter(RoleGrant.InProject.class::isInstance);
    }
}
