package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;
import java.util.function.Function;

/** The teams or the users of a project: there are none, only API keys and service accounts. */
final class ListOfNobody implements ProjectOperation {
    private final String who;
    private final Route route;

    /** @param who {@code teams} or {@code users} */
    ListOfNobody(String base, String who) {
        this.who = who;
        this.route = Route.get(base + "/groups/{groupId}/" + who);
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
    public OperationDescription description() {
        return OperationDescription.of(
                        who.equals("teams") ? "listProjectTeams" : "listProjectUsers",
                        Tag.PROJECTS,
                        "The " + who + " of a project: there are none, only API keys and service accounts")
                .answersPageOf(Nobody.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return request.page().answer(List.of(), Function.identity());
    }

    private record Nobody() {}
}
