package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The organizations in which the client has a role. With {@code name} only those whose name begins with it, in whatever case.
 */
final class ListOrganizations implements Operation {
    private final String base;
    private final Tenants tenants;

    ListOrganizations(String base, Tenants tenants) {
        this.base = base;
        this.tenants = tenants;
    }

    @Override
    public Route route() {
        return Route.get(base + "/orgs");
    }

    @Override
    public Permission permission() {
        return Permission.ANY_KEY;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listOrganizations", Tag.ORGANIZATIONS, "The organizations in which the client has a role")
                .query(Property.optional(
                        "name", Schema.text(), "only those whose name begins with it, in whatever case"))
                .answersPageOf(OrganizationAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        Set<Id<Organization>> visible = request.principal().organizations();
        PageQuery page = request.page();
        Optional<String> name = request.query().single("name");
        String orgs = request.origin() + base + "/orgs/";
        if (name.isEmpty()) {
            return page.answer(
                    tenants.organizations(visible, page.request()), found -> OrganizationAnswer.of(found, orgs));
        }
        String beginning = name.get().toLowerCase(Locale.ROOT);
        List<Organization> found = visible.stream()
                .sorted(Comparator.comparing(Id::hex))
                .flatMap(id -> tenants.organization(id).stream())
                .filter(organization ->
                        organization.name().toLowerCase(Locale.ROOT).startsWith(beginning))
                .toList();
        return page.answer(found, organization -> OrganizationAnswer.of(organization, orgs));
    }
}
