package io.snapferry.server.http;

import io.snapferry.server.catalog.Organization;

/** An operation on or in the organization of the path parameter {@code orgId}. */
public interface OrganizationOperation extends Operation {
    @Override
    default Answer answer(ApiRequest request, Gate gate) {
        return answer(request, gate.organization(request, permission()));
    }

    /** Does it, after the key was found to be allowed to. */
    Answer answer(ApiRequest request, Organization organization);
}
