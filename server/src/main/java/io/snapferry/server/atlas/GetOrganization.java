package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** One organization. */
final class GetOrganization implements OrganizationOperation {
    private final String base;

    GetOrganization(String base) {
        this.base = base;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs/{orgId}");
    }

    @Override
    public Permission permission() {
        return Permission.SEE_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getOrganization", Tag.ORGANIZATIONS, "One organization")
                .answers(OrganizationAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        return Answer.ok(OrganizationAnswer.of(organization, request.origin() + base + "/orgs/"));
    }
}
