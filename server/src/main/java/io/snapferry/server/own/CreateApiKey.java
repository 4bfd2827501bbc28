package io.snapferry.server.own;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Makes a key for an organization and its projects. The answer is the only one that shows the private key. */
final class CreateApiKey implements OrganizationOperation {
    private static final int MAX_ROLES = 1_000;

    private static final Schema.Fields ROLE = Schema.object(
            "OwnRoleRequest",
            Property.required("roleName", Schema.choice(Role.class)),
            Property.optional("orgId", Schema.id(), "with a role of organizations, that of the key"),
            Property.optional("groupId", Schema.id(), "with a role of projects, one of the organization"));

    private static final Schema.Fields BODY = Schema.object(
            "OwnApiKeyRequest",
            Property.required("desc", DisplayName.SCHEMA),
            Property.required("roles", Schema.listOf(ROLE).upTo(MAX_ROLES), "one or more"));

    private final Tenants tenants;
    private final Clock clock;

    CreateApiKey(Tenants tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/orgs/{orgId}/apiKeys");
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
                        "Makes a key for an organization and its projects; no other answer shows the private key")
                .body(BODY)
                .answers(201, ApiKeyAnswer.class)
                .errors(ApiErrorCode.GROUP_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        JsonBody body = request.body(BODY);
        String description = DisplayName.of(body, "desc");
        List<RoleGrant> grants = body.objects("roles", MAX_ROLES, ROLE).stream()
                .map(role -> grant(role, organization))
                .toList();
        if (grants.isEmpty()) {
            throw ApiErrorCode.MISSING_ATTRIBUTE.with("roles");
        }
        NewApiKey made = NewApiKey.put(tenants, organization.id(), description, grants, clock.instant());
        return Answer.created(ApiKeyAnswer.of(made.key(), made.privateKey()));
    }

    private RoleGrant grant(JsonBody role, Organization organization) {
        Role name = Role.valueOf(
                role.choice("roleName", Stream.of(Role.values()).map(Enum::name).toList()));
        if (name.isOfOrganization()) {
            if (role.has("groupId")) {
                throw role.invalid("groupId", name + " is a role of organizations");
            }
            Id<Organization> id = role.id("orgId");
            if (!id.equals(organization.id())) {
                throw role.invalid("orgId", "it is not the organization of the key");
            }
            return new RoleGrant.InOrganization(name, id);
        }
        if (role.has("orgId")) {
            throw role.invalid("orgId", name + " is a role of projects");
        }
        Id<Project> id = role.id("groupId");
        return tenants.project(id)
                .filter(project -> project.organization().equals(organization.id()))
                .map(project -> new RoleGrant.InProject(name, project.id()))
                .orElseThrow(() -> ApiErrorCode.GROUP_NOT_FOUND.with(id));
    }
}
