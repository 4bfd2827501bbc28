package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Retention;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The body that changes a schedule, joined with the schedule as it is: what the body does not have stays. The read-only
 * attributes, which clients send back as they got them, are ignored.
 */
final class ScheduleRequest {
    /** Copies in other regions, and longer retention by frequency: an answer that took them would promise them. */
    private static final List<String> LISTS_THAT_MUST_BE_EMPTY =
            List.of("copySettings", "deleteCopiedBackups", "extraRetentionSettings");

    private static final List<String> FLAGS_THAT_MUST_BE_FALSE =
            List.of("autoCopySettingsEnabled", "copyPolicyItemsEnabled", "deleteCopySnapshots", "updateCopySnapshots");

    /** More than all the days of a year that a policy can name. */
    private static final int MAX_ITEMS = 100;

    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;

    private static final String READ_ONLY = "taken, and without meaning: read-only";

    private static final Schema.Fields EXPORT = Schema.object(
            "ScheduledExportRequest",
            Property.optional("exportBucketId", Schema.id(), "needed when there is no auto export yet"),
            Property.optional(
                    "frequencyType",
                    Schema.choice(wireNames(SnapshotFrequency.values(), SnapshotFrequency::wireName)),
                    "needed when there is no auto export yet"));

    private static final Schema.Fields ITEM = Schema.object(
            "PolicyItemRequest",
            Property.optional("id", Schema.id(), "of an item that stays; a new one has none"),
            Property.required("frequencyInterval", Schema.whole(1, SnapshotFrequency.LAST_DAY_OF_MONTH)),
            Property.required(
                    "frequencyType", Schema.choice(wireNames(SnapshotFrequency.values(), SnapshotFrequency::wireName))),
            Property.required(
                    "retentionUnit", Schema.choice(wireNames(Retention.Unit.values(), Retention.Unit::wireName))),
            Property.required("retentionValue", Schema.whole(1, Retention.MAX_VALUE)));

    private static final Schema.Fields POLICY = Schema.object(
            "PolicyRequest",
            Property.optional("id", Schema.id(), "of the one policy"),
            Property.required("policyItems", Schema.listOf(ITEM).upTo(MAX_ITEMS)));

    static final Schema.Fields BODY = Schema.object(
            "ScheduleRequest",
            Property.optional("autoCopySettingsEnabled", Schema.flag(), "true is refused"),
            Property.optional("autoExportEnabled", Schema.flag(), "true needs export"),
            Property.optional("clusterId", new Schema.Anything(), READ_ONLY),
            Property.optional("clusterName", new Schema.Anything(), READ_ONLY),
            Property.optional("copyPolicyItemsEnabled", Schema.flag(), "true is refused"),
            Property.optional("copySettings", Schema.emptyList()),
            Property.optional("deleteCopiedBackups", Schema.emptyList()),
            Property.optional("deleteCopySnapshots", Schema.flag(), "true is refused"),
            Property.optional(
                    "deleteSnapshots", Schema.flag(), "true deletes the snapshots of items that are taken out"),
            Property.optional("export", EXPORT, "only while autoExportEnabled is true"),
            Property.optional("extraRetentionSettings", Schema.emptyList()),
            Property.optional("nextSnapshot", new Schema.Anything(), READ_ONLY),
            Property.optional("policies", Schema.listOf(POLICY).upTo(1)),
            Property.optional("referenceHourOfDay", Schema.whole(0, LAST_HOUR)),
            Property.optional("referenceMinuteOfHour", Schema.whole(0, LAST_MINUTE)),
            Property.optional("restoreWindowDays", Schema.whole(1, Schedule.MAX_RESTORE_WINDOW_DAYS)),
            Property.optional("updateCopySnapshots", Schema.flag(), "true is refused"),
            Property.optional(
                    "updateSnapshots",
                    Schema.flag(),
                    "true moves the expiry of snapshots whose item changed its retention"),
            Property.optional("useOrgAndGroupNamesInExportPrefix", Schema.flag()));

    private static <E> List<String> wireNames(E[] values, Function<E, String> wireName) {
        return Stream.of(values).map(wireName).toList();
    }

    private ScheduleRequest() {}

    /** @param now when the change is made, and of which new items get their ids */
    static ScheduleChange of(ApiRequest request, Cluster cluster, Schedule current, Instant now) {
        JsonBody body = request.body(BODY);
        refuseWhatIsNotDone(body);
        Schedule changed = new Schedule(
                current.cluster(),
                current.policy(),
                items(body, cluster, current, now),
                referenceTime(body, current.referenceTime()),
                restoreWindowDays(body, current.restoreWindowDays()),
                autoExport(body, current.autoExport()));
        return new ScheduleChange(
                changed,
                body.optionalFlag("useOrgAndGroupNamesInExportPrefix").orElse(cluster.namesInExportPrefix()),
                now,
                body.flag("updateSnapshots"),
                body.flag("deleteSnapshots"));
    }

    private static void refuseWhatIsNotDone(JsonBody body) {
        for (String list : LISTS_THAT_MUST_BE_EMPTY) {
            if (!body.isEmptyList(list)) {
                throw body.invalid(list, "it must be empty: snapshots have no copies here");
            }
        }
        for (String flag : FLAGS_THAT_MUST_BE_FALSE) {
            if (body.flag(flag)) {
                throw body.invalid(flag, "it must be false: snapshots have no copies here");
            }
        }
    }

    private static LocalTime referenceTime(JsonBody body, LocalTime current) {
        return LocalTime.of(
                body.integer("referenceHourOfDay", 0, LAST_HOUR).orElse(current.getHour()),
                body.integer("referenceMinuteOfHour", 0, LAST_MINUTE).orElse(current.getMinute()));
    }

    private static int restoreWindowDays(JsonBody body, int current) {
        int days = body.integer("restoreWindowDays", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(current);
        if (days < 1 || days > Schedule.MAX_RESTORE_WINDOW_DAYS) {
            throw ApiErrorCode.INVALID_RESTORE_WINDOW.with(days, Schedule.MAX_RESTORE_WINDOW_DAYS);
        }
        return days;
    }

    /** While it is off there is no export, so that a bucket that was only ever exported to in the past can be deleted. */
    private static Optional<Schedule.AutoExport> autoExport(JsonBody body, Optional<Schedule.AutoExport> current) {
        boolean isOn = body.optionalFlag("autoExportEnabled").orElse(current.isPresent());
        Optional<JsonBody> export = body.object("export", EXPORT);
        if (!isOn) {
            if (export.isPresent()) {
                throw body.invalid("export", "it can only be there while autoExportEnabled is true");
            }
            return Optional.empty();
        }
        if (export.isEmpty()) {
            if (current.isEmpty()) {
                throw ApiErrorCode.MISSING_ATTRIBUTE.with("export");
            }
            return current;
        }
        return Optional.of(exportOf(export.get(), current));
    }

    private static Schedule.AutoExport exportOf(JsonBody export, Optional<Schedule.AutoExport> current) {
        boolean keepsBucket = current.isPresent() && !export.has("exportBucketId");
        boolean keepsFrequency = current.isPresent() && !export.has("frequencyType");
        Id<ExportBucket> bucket = keepsBucket ? current.get().bucket() : export.id("exportBucketId");
        SnapshotFrequency frequency = keepsFrequency ? current.get().frequency() : frequency(export);
        return new Schedule.AutoExport(bucket, frequency);
    }

    private static List<PolicyItem> items(JsonBody body, Cluster cluster, Schedule current, Instant now) {
        List<JsonBody> policies = body.objects("policies", 1, POLICY);
        if (policies.isEmpty()) {
            return current.items();
        }
        JsonBody policy = policies.get(0);
        if (policy.has("id") && !policy.text("id").equals(current.policy().hex())) {
            throw ApiErrorCode.INVALID_POLICY_ID.with(policy.text("id"), cluster.name());
        }
        if (!policy.has("policyItems")) {
            throw ApiErrorCode.MISSING_ATTRIBUTE.with("policies[0].policyItems");
        }
        List<PolicyItem> items = new ArrayList<>();
        for (JsonBody item : policy.objects("policyItems", MAX_ITEMS, ITEM)) {
            items.add(itemOf(item, itemId(item, cluster, current, items, now)));
        }
        return items;
    }

    /** An item that is sent back keeps its id, so that snapshots that name it still mean something. */
    private static Id<PolicyItem> itemId(
            JsonBody item, Cluster cluster, Schedule current, List<PolicyItem> before, Instant now) {
        if (!item.has("id")) {
            return Id.next(now);
        }
        String id = item.text("id");
        boolean isKnown =
                current.items().stream().anyMatch(old -> old.id().hex().equals(id));
        boolean isTwice = before.stream().anyMatch(other -> other.id().hex().equals(id));
        if (!isKnown || isTwice) {
            throw ApiErrorCode.INVALID_POLICY_ITEM_ID.with(id, cluster.name());
        }
        return new Id<>(id);
    }

    private static PolicyItem itemOf(JsonBody item, Id<PolicyItem> id) {
        for (String needed : List.of("frequencyInterval", "frequencyType", "retentionUnit", "retentionValue")) {
            if (!item.has(needed)) {
                throw ApiErrorCode.MISSING_POLICY_ITEM_PARAMETERS.with(needed);
            }
        }
        SnapshotFrequency frequency = frequency(item);
        int interval = anyInteger(item, "frequencyInterval");
        if (!frequency.intervals().contains(interval)) {
            throw ApiErrorCode.INVALID_BACKUP_POLICY.with("a frequencyInterval of " + interval + " is not one of "
                    + frequency.intervals() + ", which " + frequency.wireName() + " can have");
        }
        int value = anyInteger(item, "retentionValue");
        if (value < 1 || value > Retention.MAX_VALUE) {
            throw ApiErrorCode.INVALID_BACKUP_POLICY.with(
                    "a retentionValue of " + value + " is not 1 to " + Retention.MAX_VALUE);
        }
        return new PolicyItem(id, frequency, interval, new Retention(value, unit(item)));
    }

    private static int anyInteger(JsonBody item, String name) {
        return item.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE).orElseThrow();
    }

    private static SnapshotFrequency frequency(JsonBody body) {
        List<String> names = Stream.of(SnapshotFrequency.values())
                .map(SnapshotFrequency::wireName)
                .toList();
        return SnapshotFrequency.ofWireName(body.text("frequencyType"))
                .orElseThrow(() -> body.noChoice("frequencyType", names));
    }

    private static Retention.Unit unit(JsonBody body) {
        List<String> names =
                Stream.of(Retention.Unit.values()).map(Retention.Unit::wireName).toList();
        return Retention.Unit.ofWireName(body.text("retentionUnit"))
                .orElseThrow(() -> body.noChoice("retentionUnit", names));
    }
}
