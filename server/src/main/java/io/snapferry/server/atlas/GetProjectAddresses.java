package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.List;

/** The addresses of a project's clusters, for firewalls: none is told, whoever runs the clusters knows where they are. */
final class GetProjectAddresses implements ProjectOperation {
    private final Route route;

    GetProjectAddresses(String base) {
        this.route = Route.get(base + "/groups/{groupId}/ipAddresses");
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
                        "getProjectAddresses", Tag.PROJECTS, "The addresses of a project's clusters: none is known")
                .answers(Addresses.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(new Addresses(project.id(), new Services(List.of())));
    }

    private record Addresses(Id<Project> groupId, Services services) {}

    private record Services(List<String> clusters) {}
}
