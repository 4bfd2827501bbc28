package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Identity;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;

/** Makes an organization; whoever asks becomes its owner, since nobody else could do anything with it. */
final class CreateOrganization implements Operation {
    private static final Schema.Fields BODY =
            Schema.object("OwnOrganizationRequest", Property.required("name", DisplayName.SCHEMA));

    private final Tenants tenants;
    private final ServiceAccounts serviceAccounts;
    private final Clock clock;

    CreateOrganization(Tenants tenants, ServiceAccounts serviceAccounts, Clock clock) {
        this.tenants = tenants;
        this.serviceAccounts = serviceAccounts;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/orgs");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ANY_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createOrganization",
                        Tag.ORGANIZATIONS,
                        "Makes an organization, whose owner the client becomes")
                .body(BODY)
                .answers(201, OrganizationAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        gate.anywhere(request, permission());
        String name = DisplayName.of(request.body(BODY), "name");
        Organization organization = new Organization(Id.next(clock.instant()), name);
        tenants.putOrganization(organization);
        own(request.principal().identity(), new RoleGrant.InOrganization(Role.ORG_OWNER, organization.id()));
        return Answer.created(OrganizationAnswer.of(organization));
    }

    private void own(Identity identity, RoleGrant grant) {
        if (identity instanceof ApiKey key) {
            tenants.changeApiKey(key.organization(), key.id(), now -> now.withGrants(List.of(grant)));
        } else {
            ServiceAccount account = (ServiceAccount) identity;
            serviceAccounts.change(account.organization(), account.id(), now -> now.withGrants(List.of(grant)));
        }
    }
}
