package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Route;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Makes an organization; the key becomes its owner, since nobody else could do anything with it. */
final class CreateOrganization implements Operation {
    private final Tenants tenants;
    private final Clock clock;

    CreateOrganization(Tenants tenants, Clock clock) {
        this.tenants = tenants;
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
    public Answer answer(ApiRequest request, Gate gate) {
        gate.anywhere(request, permission());
        String name = DisplayName.of(request.body("name"), "name");
        Organization organization = new Organization(Id.next(clock.instant()), name);
        tenants.putOrganization(organization);
        tenants.putApiKey(
                withGrant(request.principal().key(), new RoleGrant.InOrganization(Role.ORG_OWNER, organization.id())));
        return Answer.created(OrganizationAnswer.of(organization));
    }

    private static ApiKey withGrant(ApiKey key, RoleGrant grant) {
        List<RoleGrant> grants =
                Stream.concat(key.grants().stream(), Stream.of(grant)).toList();
        return new ApiKey(
                key.id(),
                key.organization(),
                key.publicKey(),
                key.ha1Hex(),
                key.privateKeySuffix(),
                key.description(),
                grants);
    }
}
