package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
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
import java.util.List;

/** Takes a secret from a service account; the tokens that it got are worth nothing from then on. */
final class DeleteSecret implements OrganizationOperation {
    private final String base;
    private final ServiceAccounts accounts;

    DeleteSecret(String base, ServiceAccounts accounts) {
        this.base = base;
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return Route.delete(base + "/orgs/{orgId}/serviceAccounts/{clientId}/secrets/{secretId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "deleteServiceAccountSecret",
                        Tag.SERVICE_ACCOUNTS,
                        "Takes a secret from a service account; its tokens are worth nothing from then on")
                .answersNothing(204)
                .errors(ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND, ApiErrorCode.RESOURCE_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        Id<ServiceAccount.Secret> id = request.id("secretId");
        String clientId = request.pathParameter("clientId");
        return ServiceAccount.idOf(clientId)
                .flatMap(account -> accounts.change(organization.id(), account, found -> without(found, id)))
                .map(account -> Answer.noContent())
                .orElseThrow(() -> ApiErrorCode.SERVICE_ACCOUNT_NOT_FOUND.with(clientId, organization.id()));
    }

    private static ServiceAccount without(ServiceAccount account, Id<ServiceAccount.Secret> id) {
        List<ServiceAccount.Secret> left = account.secrets().stream()
                .filter(secret -> !secret.id().equals(id))
                .toList();
        if (left.size() == account.secrets().size()) {
            throw ApiErrorCode.RESOURCE_NOT_FOUND.with(id);
        }
        return account.withSecrets(left);
    }
}
