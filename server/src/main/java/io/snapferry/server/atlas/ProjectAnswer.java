package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A project on the wire, which calls it a group. v2 adds {@code tags} and {@code withDefaultAlertsSettings}. */
record ProjectAnswer(
        long clusterCount,
        Instant created,
        Id<Project> id,
        List<Link> links,
        String name,
        Id<Organization> orgId,
        Optional<List<String>> tags,
        Optional<Boolean> withDefaultAlertsSettings) {
    private static final Page.Request COUNT_ONLY = new Page.Request(1, 1);

    static ProjectAnswer of(Project project, ApiRequest request, AtlasApi api, Tenants tenants) {
        boolean isV2 = api == AtlasApi.V2;
        return new ProjectAnswer(
                tenants.clusters(project.id(), COUNT_ONLY).totalCount(),
                project.createdAt(),
                project.id(),
                List.of(new Link(request.origin() + api.base() + "/groups/" + project.id(), "self")),
                project.name(),
                project.organization(),
                isV2 ? Optional.of(List.of()) : Optional.empty(),
                isV2 ? Optional.of(true) : Optional.empty());
    }
}
