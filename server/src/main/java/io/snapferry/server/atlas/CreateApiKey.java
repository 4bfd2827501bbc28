package io.snapferry.server.atlas;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;

/**
 * Makes a key with roles in the organization. The answer is the only one that shows the private key. Roles in projects come
 * with {@link AssignApiKey}.
 */
final class CreateApiKey implements OrganizationOperation {
    private static final Schema.Fields BODY =
            Schema.object("ApiKeyRequest", Property.required("desc", Texts.DESCRIPTION), GrantedRoles.OF_ORGANIZATION);

    private final String base;
    private final Tenants tenants;
    private final Clock clock;

    CreateApiKey(String base, Tenants tenants, Clock clock) {
        this.base = base;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(base + "/orgs/{orgId}/apiKeys");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createApiKey",
                        Tag.API_KEYS,
                        "Makes a key with roles in the organization; no other answer shows the private key")
                .body(BODY)
                .answers(ApiKeyAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        JsonBody body = request.body(BODY);
        String description = Texts.description(body, "desc");
        List<RoleGrant> grants = GrantedRoles.inOrganization(body, organization.id());
        NewApiKey made = NewApiKey.put(tenants, organization.id(), description, grants, clock.instant());
        return Answer.ok(ApiKeyAnswer.of(made, new ApiKeyUrl(request.origin() + base, organization.id())));
    }
}
