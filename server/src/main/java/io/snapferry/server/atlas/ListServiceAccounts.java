package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The service accounts of an organization; their secrets are masked. */
final class ListServiceAccounts implements OrganizationOperation {
    private final String base;
    private final ServiceAccounts accounts;

    ListServiceAccounts(String base, ServiceAccounts accounts) {
        this.base = base;
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}/serviceAccounts");
    }

    @Override
    public Permission permission() {
        return Permission.READ_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listServiceAccounts",
                        Tag.SERVICE_ACCOUNTS,
                        "The service accounts of an organization; their secrets are masked")
                .answersPageOf(ServiceAccountAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        PageQuery page = request.page();
        return page.answer(accounts.list(organization.id(), page.request()), ServiceAccountAnswer::masked);
    }
}
