package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;

/** The export buckets of a project, oldest first. */
final class ListBuckets implements ProjectOperation {
    private final Route route;
    private final Destinations destinations;

    ListBuckets(String base, Destinations destinations) {
        this.route = Route.get(base + "/groups/{groupId}/backup/exportBuckets");
        this.destinations = destinations;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        PageQuery page = request.page();
        return page.answer(destinations.buckets(project.id(), page.request()), BucketAnswer::of);
    }
}
