package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.http.Link;
import java.util.List;

/** An organization on the wire. */
record OrganizationAnswer(Id<Organization> id, boolean isDeleted, List<Link> links, String name) {

    /** @param orgs where organizations are in the version of the API that was asked, absolute, with a slash at the end */
    static OrganizationAnswer of(Organization organization, String orgs) {
        return new OrganizationAnswer(
                organization.id(), false, List.of(new Link(orgs + organization.id(), "self")), organization.name());
    }
}
