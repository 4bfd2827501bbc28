package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes a service account with its first secret. The answer is the only one that shows the secret. */
final class CreateServiceAccount implements OrganizationOperation {
    /** A year, as in Atlas. */
    private static final int MAX_HOURS = 8_760;

    private final String base;
    private final ServiceAccounts accounts;
    private final Clock clock;

    CreateServiceAccount(String base, ServiceAccounts accounts, Clock clock) {
        this.base = base;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(base + "/orgs/{orgId}/serviceAccounts");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        JsonBody body = request.body("description", "name", "roles", "secretExpiresAfterHours");
        String name = Texts.accountName(body, "name");
        String description = Texts.accountDescription(body, "description");
        List<RoleGrant> grants = GrantedRoles.inOrganization(body, organization.id());
        int hours = body.integer("secretExpiresAfterHours", 1, MAX_HOURS)
                .orElseThrow(() -> ApiErrorCode.MISSING_ATTRIBUTE.with("secretExpiresAfterHours"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ServiceAccountSecret secret = ServiceAccountSecret.next(now, Duration.ofHours(hours));
        ServiceAccount account = new ServiceAccount(
                Id.next(now), organization.id(), name, description, grants, List.of(secret.kept()), now);
        accounts.add(account);
        return Answer.created(ServiceAccountAnswer.showing(account, secret));
    }
}
