package io.snapferry.server.own;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;

/** An organization on the wire. */
record OrganizationAnswer(Id<Organization> id, String name) {
    static OrganizationAnswer of(Organization organization) {
        return new OrganizationAnswer(organization.id(), organization.name());
    }
}
