package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;

/** The settings of a project. All are of tools that Atlas has for its own clusters, so all are off. */
final class GetProjectSettings implements ProjectOperation {
    private final Route route;

    GetProjectSettings(String base) {
        this.route = Route.get(base + "/groups/{groupId}/settings");
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
        return OperationDescription.of("getProjectSettings", Tag.PROJECTS, "The settings of a project: all are off")
                .answers(Settings.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        return Answer.ok(new Settings(false, false, false, false, false, false));
    }

    private record Settings(
            boolean isCollectDatabaseSpecificsStatisticsEnabled,
            boolean isDataExplorerEnabled,
            boolean isExtendedStorageSizesEnabled,
            boolean isPerformanceAdvisorEnabled,
            boolean isRealtimePerformancePanelEnabled,
            boolean isSchemaAdvisorEnabled) {}
}
