package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
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

/** One service account; its secrets are masked. */
final class GetServiceAccount implements OrganizationOperation {
    private final String base;
    private final ServiceAccounts accounts;

    GetServiceAccount(String base, ServiceAccounts accounts) {
        this.base = base;
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}/serviceAccounts/{clientId}");
    }

    @Override
    public Permission permission() {
        return Permission.READ_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "getServiceAccount", Tag.SERVICE_ACCOUNTS, "One service account; its secrets are masked")
                .answers(ServiceAccountAnswer.class)
                .errors(ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        String clientId = request.pathParameter("clientId");
        return ServiceAccount.idOf(clientId)
                .flatMap(accounts::find)
                .filter(account -> account.organization().equals(organization.id()))
                .map(account -> Answer.ok(ServiceAccountAnswer.masked(account)))
                .orElseThrow(() -> ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND.with(clientId, organization.id()));
    }
}
