package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives a service account a second secret, so that it can be replaced without a gap. The answer is the only one that shows it.
 */
final class CreateSecret implements OrganizationOperation {
    /** The old one and the new one, as in Atlas. */
    private static final int MAX_SECRETS = 2;

    private static final Schema.Fields BODY = Schema.object("SecretRequest", SecretLifetime.PROPERTY);

    private final String base;
    private final ServiceAccounts accounts;
    private final Clock clock;

    CreateSecret(String base, ServiceAccounts accounts, Clock clock) {
        this.base = base;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(base + "/orgs/{orgId}/serviceAccounts/{clientId}/secrets");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createServiceAccountSecret",
                        Tag.SERVICE_ACCOUNTS,
                        "Gives a service account a second secret; no other answer shows it")
                .body(BODY)
                .answers(201, ServiceAccountAnswer.SecretAnswer.class)
                .errors(ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND, ApiErrorCode.SERVICE_ACCOUNT_SECRET_LIMIT_EXCEEDED);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        ServiceAccountSecret secret = SecretLifetime.newSecret(request.body(BODY), clock.instant());
        String clientId = request.pathParameter("clientId");
        return ServiceAccount.idOf(clientId)
                .flatMap(id -> accounts.change(organization.id(), id, account -> with(account, secret)))
                .map(account -> Answer.created(ServiceAccountAnswer.SecretAnswer.showing(secret)))
                .orElseThrow(() -> ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND.with(clientId, organization.id()));
    }

    private static ServiceAccount with(ServiceAccount account, ServiceAccountSecret added) {
        if (account.secrets().size() >= MAX_SECRETS) {
            throw ApiErrorCode.SERVICE_ACCOUNT_SECRET_LIMIT_EXCEEDED.with(account.clientId(), MAX_SECRETS);
        }
        List<ServiceAccount.Secret> secrets = Stream.concat(account.secrets().stream(), Stream.of(added.kept()))
                .toList();
        return account.withSecrets(secrets);
    }
}
