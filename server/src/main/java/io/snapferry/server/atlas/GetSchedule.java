package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.time.Clock;

/** The backup schedule of a cluster; every cluster has one. */
final class GetSchedule implements ClusterOperation {
    private final Route route;
    private final AtlasApi api;
    private final Schedules schedules;
    private final Clock clock;

    GetSchedule(AtlasApi api, Schedules schedules, Clock clock) {
        this.route = Route.get(api.base() + "/groups/{groupId}/clusters/{clusterName}/backup/schedule");
        this.api = api;
        this.schedules = schedules;
        this.clock = clock;
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
        return OperationDescription.of("getBackupSchedule", Tag.SCHEDULES, "The backup schedule of a cluster")
                .answers(ScheduleAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        return Answer.ok(ScheduleAnswer.of(
                schedules.of(cluster), cluster.namesInExportPrefix(), clock.instant(), cluster, request, api));
    }
}
