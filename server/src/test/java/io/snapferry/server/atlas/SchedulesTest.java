package io.snapferry.server.atlas;

import static io.snapferry.server.contract.SpecifiedAnswers.assertFits;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.PolicyItem;
import io.snapferry.server.catalog.Schedule;
import io.snapferry.server.catalog.ScheduleChange;
import io.snapferry.server.catalog.Schedules;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotFrequency;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotStatus;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backup schedules in v1.0 and in the two versions of v2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesTest {
    private static final String SCHEDULE = "/groups/" + TestServer.PROJECT + "/clusters/c1/backup/schedule";
    private static final String V1 = "/api/atlas/v1.0" + SCHEDULE;
    private static final String V2 = "/api/atlas/v2" + SCHEDULE;
    private static final String OPERATION = " /api/atlas/v2/groups/{groupId}/clusters/{clusterName}/backup/schedule";
    private static final String AUTO_EXPORT = "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\""
            + TestServer.BUCKET + "\",\"frequencyType\":\"monthly\"}}";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void forgetEarlierChanges() {
        Cluster cluster = server.catalog
                .tenants()
                .cluster(new Id<>(TestServer.CLUSTER_ID))
                .orElseThrow();
        assertThat(server.catalog.schedules().put(ScheduleChange.of(Schedule.ofNew(cluster), false, TestServer.NOW)))
                .isEqualTo(Schedules.Change.DONE);
        server.catalog
                .destinations()
                .putBucket(new ExportBucket(
                        new Id<>(TestServer.BUCKET),
                        cluster.project(),
                        "backups",
                        new Id<>(TestServer.STORE),
                        TestServer.SNAPSHOT_TIME));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-01", "2024-08-05"})
    void givesAClusterThePolicyOfANewOne(String version) {
        HttpResponse<String> answer = server.as("reader").get(V2, version);

        assertThat(answer.body().replaceAll("\"id\":\"[0-9a-f]{24}\",?", "").replaceAll("\"links\":\\[.*?],", ""))
                .isEqualTo(
                        "{\"autoExportEnabled\":false,\"clusterId\":\"64b0000000000000000000c1\",\"clusterName\":\"c1\","
                                + "\"copyPolicyItemsEnabled\":false,\"copySettings\":[],\"policies\":[{\"policyItems\":["
                                + "{\"frequencyInterval\":6,\"frequencyType\":\"hourly\",\"retentionUnit\":\"days\",\"retentionValue\":7},"
                                + "{\"frequencyInterval\":1,\"frequencyType\":\"daily\",\"retentionUnit\":\"days\",\"retentionValue\":7},"
                                + "{\"frequencyInterval\":6,\"frequencyType\":\"weekly\",\"retentionUnit\":\"weeks\",\"retentionValue\":4},"
                                + "{\"frequencyInterval\":40,\"frequencyType\":\"monthly\",\"retentionUnit\":\"months\",\"retentionValue\":12},"
                                + "{\"frequencyInterval\":12,\"frequencyType\":\"yearly\",\"retentionUnit\":\"years\",\"retentionValue\":1}]}],"
                                + "\"referenceHourOfDay\":3,\"referenceMinuteOfHour\":27,\"restoreWindowDays\":7,"
                                + "\"useOrgAndGroupNamesInExportPrefix\":false}");
        assertFits(answer, "get" + OPERATION);
        assertThat(server.as("reader").get(V2, version).body())
                .as("its ids stay")
                .isEqualTo(answer.body());
    }

    @Test
    void leavesOutOfV1WhatV1DoesNotKnow() {
        HttpResponse<String> answer = server.as("reader").get(V1);

        assertThat(answer.body()).contains("\"copySettings\":[]").doesNotContain("copyPolicyItemsEnabled");
        assertThat(answer.body())
                .contains("\"href\":\"" + server.uri() + V1 + "\",\"rel\":\"self\"")
                .contains("/api/public/v1.0/groups/" + TestServer.PROJECT);
    }

    @Test
    void keepsEveryChangeAndLeavesTheRestAlone() {
        assertThat(change("{\"referenceHourOfDay\":22,\"restoreWindowDays\":3}").statusCode())
                .isEqualTo(200);
        assertThat(change(AUTO_EXPORT).statusCode()).isEqualTo(200);
        HttpResponse<String> changed = change("{\"useOrgAndGroupNamesInExportPrefix\":true,\"updateSnapshots\":true}");

        assertThat(changed.body())
                .contains(
                        "\"referenceHourOfDay\":22",
                        "\"referenceMinuteOfHour\":27",
                        "\"restoreWindowDays\":3",
                        "\"autoExportEnabled\":true",
                        "\"export\":{\"exportBucketId\":\"" + TestServer.BUCKET + "\",\"frequencyType\":\"monthly\"}",
                        "\"useOrgAndGroupNamesInExportPrefix\":true");
        assertFits(changed, "patch" + OPERATION);
        assertThat(server.as("reader").get(V2, "2024-08-05").body()).isEqualTo(changed.body());
        assertThat(server.as("reader")
                        .get("/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters/c1")
                        .body())
                .contains("\"useOrgAndGroupNamesInExportPrefix\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "daily", "weekly", "monthly", "yearly", "MONTHLY"})
    void exportsByItselfAtAnyFrequency(String frequency) {
        HttpResponse<String> answer = change(AUTO_EXPORT.replace("monthly", frequency));

        assertThat(answer.body()).contains("\"frequencyType\":\"" + frequency.toLowerCase(Locale.ROOT) + "\"}");
    }

    @Test
    void changesHalfOfAnAutoExport() {
        change(AUTO_EXPORT);

        assertThat(change("{\"export\":{\"frequencyType\":\"yearly\"}}").body())
                .contains("\"export\":{\"exportBucketId\":\"" + TestServer.BUCKET + "\",\"frequencyType\":\"yearly\"}");
    }

    @Test
    void endsAutoExportOnlyWhenToldAndForgetsItsBucketThen() {
        change(AUTO_EXPORT);
        assertThat(change("{\"restoreWindowDays\":2}").body()).contains("\"autoExportEnabled\":true");

        assertThat(change("{\"autoExportEnabled\":false}").body())
                .contains("\"autoExportEnabled\":false")
                .doesNotContain("\"export\"");
    }

    @Test
    void keepsTheIdsOfItemsThatAreSentBackAndGivesNewOnesToOthers() {
        String before = server.as("reader").get(V1).body();
        String policy = find("\"policies\":\\[\\{\"id\":\"([0-9a-f]{24})", before);
        String daily = find("\"daily\",\"id\":\"([0-9a-f]{24})", before);

        String after = change(
                        "{\"policies\":[{\"id\":\"" + policy + "\",\"policyItems\":[{\"id\":\"" + daily
                                + "\",\"frequencyInterval\":1,\"frequencyType\":\"DAILY\",\"retentionUnit\":\"DAYS\",\"retentionValue\":9},"
                                + "{\"frequencyInterval\":28,\"frequencyType\":\"monthly\",\"retentionUnit\":\"years\",\"retentionValue\":2}]}]}")
                .body();

        assertThat(after)
                .contains("\"id\":\"" + daily + "\",\"retentionUnit\":\"days\",\"retentionValue\":9}")
                .contains("\"id\":\"" + policy + "\"")
                .contains("{\"frequencyInterval\":28,\"frequencyType\":\"monthly\",\"id\":")
                .doesNotContain("\"weekly\"");
        assertThat(find("\"monthly\",\"id\":\"([0-9a-f]{24})", after))
                .isNotEqualTo(find("\"monthly\",\"id\":\"([0-9a-f]{24})", before));
    }

    @Test
    void takesWhatTheCommandLineClientSends() {
        HttpResponse<String> described = server.as("manager").get(V2, "2023-01-01");
        String items = find("(\"policies\":\\[.*?]}])", described.body());

        HttpResponse<String> updated = server.as("manager")
                .send(
                        "PATCH",
                        V2,
                        "2023-01-01",
                        "{\"autoExportEnabled\":true,\"clusterName\":\"c1\",\"copySettings\":[],\"export\":{\"exportBucketId\":\""
                                + TestServer.BUCKET + "\",\"frequencyType\":\"monthly\"}," + items
                                + ",\"referenceHourOfDay\":12,\"updateSnapshots\":false}");

        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(updated.headers().firstValue("Content-Type"))
                .contains("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        assertThat(updated.body()).contains(items, "\"referenceHourOfDay\":12");
    }

    /** Without an index error: the provider takes {@code policies[0]} after each step. */
    @Test
    void servesTheStepsOfTheTerraformProvider() {
        HttpResponse<String> deleted = server.as("manager").delete(V2, "2024-08-05");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).contains("\"policyItems\":[]").doesNotContain("nextSnapshot");
        assertFits(deleted, "delete" + OPERATION);

        String empty = server.as("manager").get(V2, "2024-08-05").body();
        assertThat(empty).isEqualTo(deleted.body());
        String policy = find("\"policies\":\\[\\{\"id\":\"([0-9a-f]{24})\",\"policyItems\":\\[]", empty);

        HttpResponse<String> patched = change("{\"autoExportEnabled\":false,\"policies\":[{\"id\":\"" + policy
                + "\",\"policyItems\":[{\"frequencyInterval\":1,\"frequencyType\":\"hourly\",\"retentionUnit\":\"days\",\"retentionValue\":1}]}],"
                + "\"referenceHourOfDay\":0,\"referenceMinuteOfHour\":0,\"restoreWindowDays\":4,"
                + "\"useOrgAndGroupNamesInExportPrefix\":false}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(server.as("manager").get(V2, "2024-08-05").body()).isEqualTo(patched.body());
    }

    /** The provider deletes the schedule first, then looks at all clusters until none names the bucket. */
    @Test
    void letsABucketGoOnceNoScheduleNamesIt() {
        change(AUTO_EXPORT);
        HttpResponse<String> refused = server.as("manager").delete(TestServer.BUCKETS + "/" + TestServer.BUCKET);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("X-Error-Code")).contains("EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE");

        server.as("manager").delete(V2, "2024-08-05");
        String clusters = "/api/atlas/v2/groups/" + TestServer.PROJECT + "/clusters";
        assertThat(server.as("manager").get(clusters, "2024-08-05").body()).contains("\"c1\"", "\"c2\"");
        for (String name : new String[] {"c1", "c2"}) {
            assertThat(server.as("manager")
                            .get(clusters + "/" + name + "/status", "2024-08-05")
                            .body())
                    .contains("APPLIED");
            assertThat(server.as("manager")
                            .get(clusters + "/" + name + "/backup/schedule", "2024-08-05")
                            .body())
                    .doesNotContain(TestServer.BUCKET);
        }
        assertThat(server.as("manager")
                        .delete(TestServer.BUCKETS + "/" + TestServer.BUCKET)
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"autoExportEnabled\":true}; 400; MISSING_ATTRIBUTE",
                "{\"autoExportEnabled\":\"yes\"}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"export\":{\"exportBucketId\":\"64b000000000000000000001\",\"frequencyType\":\"daily\"}}; 400; INVALID_ATTRIBUTE",
                "{\"autoExportEnabled\":true,\"export\":[]}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"autoExportEnabled\":true,\"export\":{}}; 400; MISSING_ATTRIBUTE",
                "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\"64b000000000000000000001\"}}; 400; MISSING_ATTRIBUTE",
                "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\"nope\",\"frequencyType\":\"daily\"}}; 400; INVALID_ATTRIBUTE",
                "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\"64b000000000000000000001\",\"frequencyType\":\"ondemand\"}}; 400; INVALID_ENUM_VALUE",
                "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\"64b0000000000000000000ff\",\"frequencyType\":\"daily\"}}; 404; EXPORT_BUCKET_NOT_FOUND",
                "{\"autoExportEnabled\":true,\"export\":{\"exportBucketId\":\"64b000000000000000000009\",\"frequencyType\":\"daily\"}}; 404; EXPORT_BUCKET_NOT_FOUND",
                "{\"referenceHourOfDay\":24}; 400; INVALID_ATTRIBUTE",
                "{\"referenceHourOfDay\":-1}; 400; INVALID_ATTRIBUTE",
                "{\"referenceHourOfDay\":1.5}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"referenceMinuteOfHour\":60}; 400; INVALID_ATTRIBUTE",
                "{\"referenceMinuteOfHour\":\"0\"}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"restoreWindowDays\":0}; 400; INVALID_RESTORE_WINDOW",
                "{\"restoreWindowDays\":-7}; 400; INVALID_RESTORE_WINDOW",
                "{\"restoreWindowDays\":99999999999}; 400; INVALID_ATTRIBUTE",
                "{\"useOrgAndGroupNamesInExportPrefix\":1}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"copySettings\":[{\"regionName\":\"EU_WEST_1\"}]}; 400; INVALID_ATTRIBUTE",
                "{\"copyPolicyItemsEnabled\":true}; 400; INVALID_ATTRIBUTE",
                "{\"extraRetentionSettings\":7}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"updateSnapshots\":\"\"}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"surprise\":true}; 400; INVALID_ATTRIBUTE",
                "{\"policies\":[{\"policyItems\":[]},{\"policyItems\":[]}]}; 400; INVALID_ATTRIBUTE",
                "{\"policies\":[{}]}; 400; MISSING_ATTRIBUTE",
                "{\"policies\":[7]}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"policies\":{}}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"policies\":[{\"id\":\"64b0000000000000000000ff\",\"policyItems\":[]}]}; 400; INVALID_POLICY_ID",
                "{\"policies\":[{\"id\":\"' or 1=1\",\"policyItems\":[]}]}; 400; INVALID_POLICY_ID",
                "''; 400; MALFORMED_JSON",
                "[]; 400; INVALID_JSON"
            })
    void refusesABadSchedule(String body, int status, String code) {
        String before = server.as("reader").get(V1).body();

        HttpResponse<String> answer = server.as("manager").patch(V1, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
        assertThat(server.as("reader").get(V1).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "hourly, 3, days, 1, INVALID_BACKUP_POLICY",
        "hourly, 0, days, 1, INVALID_BACKUP_POLICY",
        "hourly, 24, days, 1, INVALID_BACKUP_POLICY",
        "daily, 2, days, 1, INVALID_BACKUP_POLICY",
        "weekly, 0, days, 1, INVALID_BACKUP_POLICY",
        "weekly, 8, days, 1, INVALID_BACKUP_POLICY",
        "monthly, 29, days, 1, INVALID_BACKUP_POLICY",
        "monthly, 39, days, 1, INVALID_BACKUP_POLICY",
        "monthly, 41, days, 1, INVALID_BACKUP_POLICY",
        "yearly, 13, days, 1, INVALID_BACKUP_POLICY",
        "daily, 1, days, 0, INVALID_BACKUP_POLICY",
        "daily, 1, days, -5, INVALID_BACKUP_POLICY",
        "daily, 1, years, 2147483647, INVALID_BACKUP_POLICY",
        "daily, 1, days, 2147483648, INVALID_ATTRIBUTE",
        "daily, 1, hours, 1, INVALID_ENUM_VALUE",
        "ondemand, 1, days, 1, INVALID_ENUM_VALUE",
        "fortnightly, 1, days, 1, INVALID_ENUM_VALUE"
    })
    void refusesABadPolicyItem(String frequency, String interval, String unit, String value, String code) {
        HttpResponse<String> answer = change(("{\"policies\":[{\"policyItems\":[{\"frequencyType\":\"%s\","
                        + "\"frequencyInterval\":%s,\"retentionUnit\":\"%s\",\"retentionValue\":%s}]}]}")
                .formatted(frequency, interval, unit, value));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frequencyType", "frequencyInterval", "retentionUnit", "retentionValue"})
    void refusesAPolicyItemWithoutOneOfItsFour(String missing) {
        String item =
                "{\"frequencyType\":\"daily\",\"frequencyInterval\":1,\"retentionUnit\":\"days\",\"retentionValue\":1}"
                        .replace("\"" + missing + "\"", "\"id\":null,\"" + missing + "\"")
                        .replaceAll("\"" + missing + "\":[^,}]+", "\"" + missing + "\":null");

        HttpResponse<String> answer = change("{\"policies\":[{\"policyItems\":[" + item + "]}]}");

        assertThat(answer.headers().firstValue("X-Error-Code")).contains("MISSING_POLICY_ITEM_PARAMETERS");
    }

    @Test
    void refusesTheIdOfAnItemThatThereIsNotOrThatIsUsedTwice() {
        String daily = find(
                "\"daily\",\"id\":\"([0-9a-f]{24})", server.as("reader").get(V1).body());
        String item =
                "{\"id\":\"%s\",\"frequencyType\":\"daily\",\"frequencyInterval\":1,\"retentionUnit\":\"days\",\"retentionValue\":1}";

        for (String items :
                new String[] {item.formatted(TestServer.UNKNOWN), item.formatted(daily) + "," + item.formatted(daily)
                }) {
            HttpResponse<String> answer = change("{\"policies\":[{\"policyItems\":[" + items + "]}]}");
            assertThat(answer.headers().firstValue("X-Error-Code")).contains("INVALID_POLICY_ITEM_ID");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-01", "2024-08-05"})
    void showsTheNextSnapshotOfAConnectedClusterWhileItHasItems(String version) {
        connect(Optional.of(new ConnectionSecret("mongodb://db1.example.com/?replicaSet=rs0")));
        try {
            HttpResponse<String> answer = server.as("reader").get(V2, version);
            assertThat(answer.body()).contains("],\"nextSnapshot\":\"2026-01-02T09:27:00Z\",\"policies\":[");
            assertFits(answer, "get" + OPERATION);
            assertThat(server.as("reader").get(V1).body()).contains("\"nextSnapshot\":\"2026-01-02T09:27:00Z\"");
            assertThat(change("{\"referenceHourOfDay\":5,\"referenceMinuteOfHour\":0}")
                            .body())
                    .contains("\"nextSnapshot\":\"2026-01-02T05:00:00Z\"");
            assertThat(server.as("manager").delete(V2, version).body()).doesNotContain("nextSnapshot");
        } finally {
            connect(Optional.empty());
        }
        assertThat(server.as("reader").get(V2, version).body()).doesNotContain("nextSnapshot");
    }

    private void connect(Optional<ConnectionSecret> connection) {
        server.catalog.tenants().changeConnectionString(new Id<>(TestServer.CLUSTER_ID), connection);
    }

    @Test
    void changesTheSnapshotsThatThereAreWhenItIsTold() {
        Cluster cluster = server.catalog
                .tenants()
                .cluster(new Id<>(TestServer.CLUSTER_ID))
                .orElseThrow();
        PolicyItem daily = Schedule.ofNew(cluster).items().get(1);
        Snapshot snapshot = new Snapshot(
                new Id<>("64b0000000000000000000e1"),
                cluster.id(),
                SnapshotStatus.COMPLETED,
                new SnapshotOrigin.Scheduled(SnapshotFrequency.DAILY, List.of(daily.id()), TestServer.SNAPSHOT_TIME),
                List.of(),
                TestServer.SNAPSHOT_TIME,
                Optional.of(TestServer.SNAPSHOT_TIME.plusSeconds(7 * 86_400)),
                "",
                "7.0.12",
                1,
                Optional.empty(),
                Optional.empty());
        server.catalog.snapshots().put(snapshot);
        String items = "\"policies\":[{\"policyItems\":[{\"id\":\"" + daily.id()
                + "\",\"frequencyType\":\"daily\",\"frequencyInterval\":1,\"retentionUnit\":\"days\",\"retentionValue\":9}]}]";
        int changes = server.scheduleChanges.get();

        change("{" + items + ",\"updateSnapshots\":false}");
        assertThat(expiryOf(snapshot)).isEqualTo(snapshot.expiresAt());
        change("{\"policies\":[{\"policyItems\":[{\"id\":\"" + daily.id()
                + "\",\"frequencyType\":\"daily\",\"frequencyInterval\":1,\"retentionUnit\":\"days\",\"retentionValue\":8}]}]"
                + ",\"updateSnapshots\":true}");
        assertThat(expiryOf(snapshot)).contains(TestServer.SNAPSHOT_TIME.plusSeconds(8 * 86_400));
        change("{\"policies\":[{\"policyItems\":[]}],\"deleteSnapshots\":true}");
        assertThat(expiryOf(snapshot)).contains(TestServer.NOW);

        assertThat(server.scheduleChanges.get() - changes)
                .as("the worker is woken")
                .isEqualTo(3);
        server.catalog.snapshots().delete(cluster.id(), snapshot.id());
    }

    private Optional<Instant> expiryOf(Snapshot snapshot) {
        return server.catalog
                .snapshots()
                .find(snapshot.cluster(), snapshot.id())
                .orElseThrow()
                .expiresAt();
    }

    private HttpResponse<String> change(String body) {
        return server.as("manager").send("PATCH", V2, "2024-08-05", body);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
