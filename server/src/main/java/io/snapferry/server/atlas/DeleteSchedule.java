package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.ClusterOperation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.time.Clock;

/**
 * Takes all items out of a cluster's policy and ends its auto export. The policy itself stays, as clients expect, and so do the
 * snapshots, until they expire.
 */
final class DeleteSchedule implements ClusterOperation {
    private final Route route;
    private final AtlasApi api;
    private final Schedules schedules;
    private final Clock clock;
    private final Runnable scheduleChanged;

    DeleteSchedule(AtlasApi api, Schedules schedules, Clock clock, Runnable scheduleChanged) {
        this.route = Route.delete(api.base() + "/groups/{groupId}/clusters/{clusterName}/backup/schedule");
        this.api = api;
        this.schedules = schedules;
        this.clock = clock;
        this.scheduleChanged = scheduleChanged;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.MANAGE_BACKUPS;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "deleteBackupSchedule",
                        Tag.SCHEDULES,
                        "Takes all items out of a backup schedule and ends its auto export")
                .answers(ScheduleAnswer.class);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ScheduleChange change =
                ScheduleChange.of(schedules.of(cluster).emptied(), cluster.namesInExportPrefix(), clock.instant());
        if (schedules.put(change) != Schedules.Change.DONE) {
            throw ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id());
        }
        scheduleChanged.run();
        return Answer.ok(ScheduleAnswer.of(change, cluster, request, api));
    }
}
