package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes a service account with its first secret. The answer is the only one that shows the secret. */
final class CreateServiceAccount implements OrganizationOperation {
    private static final Schema.Fields BODY = Schema.object(
            "ServiceAccountRequest",
            Property.required("name", Texts.ACCOUNT_NAME, Texts.ACCOUNT_CHARACTERS),
            Property.required("description", Texts.DESCRIPTION, Texts.ACCOUNT_CHARACTERS),
            GrantedRoles.OF_ORGANIZATION,
            SecretLifetime.PROPERTY);

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
    public OperationDescription description() {
        return OperationDescription.of(
                        "createServiceAccount",
                        Tag.SERVICE_ACCOUNTS,
                        "Makes a service account with its first secret; no other answer shows it")
                .body(BODY)
                .answers(201, ServiceAccountAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        JsonBody body = request.body(BODY);
        String name = Texts.accountName(body, "name");
        String description = Texts.accountDescription(body, "description");
        List<RoleGrant> grants = GrantedRoles.inOrganization(body, organization.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ServiceAccountSecret secret = SecretLifetime.newSecret(body, now);
        ServiceAccount account = new ServiceAccount(
                Id.next(now), organization.id(), name, description, grants, List.of(secret.kept()), now);
        accounts.add(account);
        return Answer.created(ServiceAccountAnswer.showing(account, secret));
    }
}
