package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;

/** Gives an organization another name. An organization that the configuration declares gets its old one at the next start. */
final class RenameOrganization implements OrganizationOperation {
    private static final Schema.Fields BODY =
            Schema.object("OrganizationUpdate", Property.required("name", DisplayName.SCHEMA));

    private final String base;
    private final Tenants tenants;

    RenameOrganization(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.patch(base + "/orgs/{orgId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("renameOrganization", Tag.ORGANIZATIONS, "Gives an organization another name")
                .body(BODY)
                .answers(OrganizationAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        Organization renamed = new Organization(organization.id(), DisplayName.of(request.body(BODY), "name"));
        tenants.putOrganization(renamed);
        return Answer.ok(OrganizationAnswer.of(renamed, request.origin() + base + "/orgs/"));
    }
}
