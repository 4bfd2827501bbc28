package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** Forgets how to reach a store. */
final class DeleteStore implements ProjectOperation {
    private final Destinations destinations;

    DeleteStore(Destinations destinations) {
        this.destinations = destinations;
    }

    @Override
    public Route route() {
        return Route.delete(OwnApi.BASE + "/groups/{groupId}/stores/{storeId}");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("deleteStore", Tag.STORES, "Forgets how to reach a store that no bucket uses")
                .answersNothing(204)
                .errors(ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND, ApiErrorCode.STORE_IN_USE);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<StoreAccess> id = request.id("storeId");
        return switch (destinations.deleteStoreAccess(project.id(), id)) {
            case DELETED -> Answer.noContent();
            case UNKNOWN -> throw ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND.with(id, project.id());
            case IN_USE -> throw ApiErrorCode.STORE_IN_USE.with(id);
        };
    }
}
