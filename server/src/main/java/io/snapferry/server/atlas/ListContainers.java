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
import java.util.function.Function;

/**
 * The networks that Atlas would have for the clusters of a project. Since every cluster is shown on the same {@link
 * HostedHardware}, there is one, which the Terraform provider looks up for each cluster that it reads.
 */
final class ListContainers implements ProjectOperation {
    private final Route route;

    ListContainers(String base) {
        this.route = Route.get(base + "/groups/{groupId}/containers");
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
                        "listContainers", Tag.PROJECTS, "The one network in which all clusters are shown")
                .answersPageOf(Container.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Container only = new Container(project.id(), HostedHardware.PROVIDER, false, HostedHardware.REGION);
        return request.page().answer(List.of(only), Function.identity());
    }

    private record Container(Id<Project> id, String providerName, boolean provisioned, String regionName) {}
}
