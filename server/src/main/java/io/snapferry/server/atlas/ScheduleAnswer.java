package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Link;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A backup schedule on the wire. There is always exactly one policy: a client takes the first without looking. Nothing is
 * copied to other regions, so all versions of v2 look the same; v1.0 has no {@code copyPolicyItemsEnabled}.
 */
record ScheduleAnswer(
        boolean autoExportEnabled,
        Id<Cluster> clusterId,
        String clusterName,
        Optional<Boolean> copyPolicyItemsEnabled,
        List<String> copySettings,
        Optional<Export> export,
        List<Link> links,
        Optional<Instant> nextSnapshot,
        List<Policy> policies,
        @Wire(min = 0, max = 23) int referenceHourOfDay,
        @Wire(min = 0, max = 59) int referenceMinuteOfHour,
        @Wire(min = 1) int restoreWindowDays,
        boolean useOrgAndGroupNamesInExportPrefix) {

    record Export(
            Id<ExportBucket> exportBucketId,

            @Wire(choices = {"hourly", "daily", "weekly", "monthly", "yearly"})
            String frequencyType) {}

    record Policy(Id<Schedule> id, List<Item> policyItems) {}

    record Item(
            @Wire(min = 1, max = 40) int frequencyInterval,

            @Wire(choices = {"hourly", "daily", "weekly", "monthly", "yearly"})
            String frequencyType,

            Id<PolicyItem> id,

            @Wire(choices = {"days", "weeks", "months", "years"})
            String retentionUnit,

            @Wire(min = 1) int retentionValue) {}

    /** The schedule as it was just changed. */
    static ScheduleAnswer of(ScheduleChange change, Cluster cluster, ApiRequest request, AtlasApi api) {
        return of(change.schedule(), change.namesInExportPrefix(), change.at(), cluster, request, api);
    }

    /** @param now after which the next snapshot is; a cluster whose snapshots cannot be taken here has none */
    static ScheduleAnswer of(
            Schedule schedule,
            boolean namesInExportPrefix,
            Instant now,
            Cluster cluster,
            ApiRequest request,
            AtlasApi api) {
        List<Item> items = schedule.items().stream()
                .map(item -> new Item(
                        item.interval(),
                        item.frequency().wireName(),
                        item.id(),
                        item.retention().unit().wireName(),
                        item.retention().value()))
                .toList();
        return new ScheduleAnswer(
                schedule.autoExport().isPresent(),
                cluster.id(),
                cluster.name(),
                api == AtlasApi.V2 ? Optional.of(false) : Optional.empty(),
                List.of(),
                schedule.autoExport()
                        .map(export ->
                                new Export(export.bucket(), export.frequency().wireName())),
                links(cluster, request, api),
                cluster.canBeTaken() ? schedule.calendar().next(now) : Optional.empty(),
                List.of(new Policy(schedule.policy(), items)),
                schedule.referenceTime().getHour(),
                schedule.referenceTime().getMinute(),
                schedule.restoreWindowDays(),
                namesInExportPrefix);
    }

    /** The second one leads to another API in Atlas's answers too. */
    private static List<Link> links(Cluster cluster, ApiRequest request, AtlasApi api) {
        String group = "/groups/" + cluster.project();
        return List.of(
                new Link(
                        request.origin() + api.base() + group + "/clusters/" + cluster.name() + "/backup/schedule",
                        "self"),
                new Link(request.origin() + "/api/public/v1.0" + group, "https://cloud.mongodb.com/group"));
    }
}
