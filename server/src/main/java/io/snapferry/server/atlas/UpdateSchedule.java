package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Schedule;
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

/** Changes what the request names of a cluster's backup schedule. */
final class UpdateSchedule implements ClusterOperation {
    private final Route route;
    private final AtlasApi api;
    private final Schedules schedules;
    private final Clock clock;
    private final Runnable scheduleChanged;

    UpdateSchedule(AtlasApi api, Schedules schedules, Clock clock, Runnable scheduleChanged) {
        this.route = Route.patch(api.base() + "/groups/{groupId}/clusters/{clusterName}/backup/schedule");
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
                        "updateBackupSchedule", Tag.SCHEDULES, "Changes what the body names of a backup schedule")
                .body(ScheduleRequest.BODY)
                .answers(ScheduleAnswer.class)
                .errors(
                        ApiErrorCode.EXPORT_BUCKET_NOT_FOUND,
                        ApiErrorCode.INVALID_BACKUP_POLICY,
                        ApiErrorCode.INVALID_POLICY_ID,
                        ApiErrorCode.INVALID_POLICY_ITEM_ID,
                        ApiErrorCode.INVALID_RESTORE_WINDOW,
                        ApiErrorCode.MISSING_POLICY_ITEM_PARAMETERS);
    }

    @Override
    public Answer answer(ApiRequest request, Project project, Cluster cluster) {
        ScheduleChange change = ScheduleRequest.of(request, cluster, schedules.of(cluster), clock.instant());
        Schedule changed = change.schedule();
        return switch (schedules.put(change)) {
            case DONE -> {
                scheduleChanged.run();
                yield Answer.ok(ScheduleAnswer.of(change, cluster, request, api));
            }
            case UNKNOWN_CLUSTER -> throw ApiErrorCode.CLUSTER_NOT_FOUND.with(cluster.name(), project.id());
            case UNKNOWN_BUCKET ->
                throw ApiErrorCode.EXPORT_BUCKET_NOT_FOUND.with(
                        changed.autoExport().orElseThrow().bucket(), project.id());
        };
    }
}
