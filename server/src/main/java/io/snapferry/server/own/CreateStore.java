package io.snapferry.server.own;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.network.EndpointGuard;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Tells the server how to reach a store. Only owners may: it names a folder on the server's disk, or credentials.
 */
final class CreateStore implements ProjectOperation {
    private final Destinations destinations;
    private final EndpointGuard guard;
    private final Clock clock;

    CreateStore(Destinations destinations, EndpointGuard guard, Clock clock) {
        this.destinations = destinations;
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/groups/{groupId}/stores");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("createStore", Tag.STORES, "Tells the server how to reach a store")
                .body(StoreRequest.BODY)
                .answers(201, StoreAnswer.class)
                .errors(ApiErrorCode.STORE_NAME_TAKEN);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(StoreRequest.BODY);
        String name = DisplayName.of(body, "name");
        Instant now = clock.instant();
        StoreAccess access = new StoreAccess(
                Id.next(now), project.id(), name, StoreRequest.of(body, guard), now.truncatedTo(ChronoUnit.SECONDS));
        try {
            destinations.putStoreAccess(access);
        } catch (NameTakenException e) {
            throw ApiErrorCode.STORE_NAME_TAKEN.with(name, project.id());
        }
        return Answer.created(StoreAnswer.of(access));
    }
}
