package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** How a project reaches its stores. */
final class ListStores implements ProjectOperation {
    private final Destinations destinations;

    ListStores(Destinations destinations) {
        this.destinations = destinations;
    }

    @Override
    public Route route() {
        return Route.get(OwnApi.BASE + "/groups/{groupId}/stores");
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("listStores", Tag.STORES, "How a project reaches its stores")
                .answersPageOf(StoreAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return request.page().answer(destinations.storeAccesses(project.id()), StoreAnswer::of);
    }
}
