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

/** Deletes a service account; its tokens are worth nothing from then on. */
final class DeleteServiceAccount implements OrganizationOperation {
    private final String base;
    private final ServiceAccounts accounts;

    DeleteServiceAccount(String base, ServiceAccounts accounts) {
        this.base = base;
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return Route.delete(base + "/orgs/{orgId}/serviceAccounts/{clientId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "deleteServiceAccount",
                        Tag.SERVICE_ACCOUNTS,
                        "Deletes a service account; its tokens are worth nothing from then on")
                .answersNothing(204)
                .errors(ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        String clientId = request.pathParameter("clientId");
        boolean isDeleted = ServiceAccount.idOf(clientId)
                .filter(id -> accounts.delete(organization.id(), id))
                .isPresent();
        if (!isDeleted) {
            throw ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND.with(clientId, organization.id());
        }
        return Answer.noContent();
    }
}
