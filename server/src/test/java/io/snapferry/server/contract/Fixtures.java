package io.snapferry.server.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.http.Route;
import io.snapferry.server.testing.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fixtures by operation id of the specification; an operation of both versions has two ids. An operation that only reads
 * and whose path names nothing special needs none. Whoever adds an operation that needs one adds it here.
 */
final class Fixtures {
    private static final Fixture CREATE_EXPORT =
            Fixture.sending(situation -> TestServer.exportRequest(situation.snapshot(), TestServer.BUCKET));
    private static final Fixture READ_EXPORTS = Fixture.after(Fixtures::putJobs);
    private static final Fixture CREATE_BUCKET = Fixture.sending(situation ->
            "{\"bucketName\":\"new-bucket\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + TestServer.STORE + "\"}");
    private static final Fixture TAKE_SNAPSHOT = new Fixture(
            Fixtures::connectCluster, situation -> "{\"description\":\"before the release\",\"retentionInDays\":3}", 0);
    private static final Fixture READ_SNAPSHOTS = Fixture.after(Fixtures::letSnapshotExpire);
    private static final Fixture CHANGE_RETENTION =
            Fixture.sending(situation -> "{\"retentionUnit\":\"DAYS\",\"retentionValue\":5}");

    private static final Map<String, Fixture> ALL = Map.ofEntries(
            entry("createOneCloudBackupSnapshotExportJob", CREATE_EXPORT),
            entry("createGroupClusterBackupExport", CREATE_EXPORT),
            entry("returnAllCloudBackupSnapshotExportJobs", READ_EXPORTS),
            entry("listGroupClusterBackupExports", READ_EXPORTS),
            entry("returnOneCloudBackupSnapshotExportJob", READ_EXPORTS),
            entry("getGroupClusterBackupExport", READ_EXPORTS),
            entry("grantAccessToAwsS3BucketForCloudBackupSnapshotExports", CREATE_BUCKET),
            entry("createGroupBackupExportBucket", CREATE_BUCKET),
            entry(
                    "updateGroupBackupExportBucket",
                    Fixture.sending(situation -> "{\"requirePrivateNetworking\":false}")),
            entry("revokeAccessToAwsS3BucketForCloudBackupSnapshotExports", Fixture.READ),
            entry("deleteGroupBackupExportBucket", Fixture.READ),
            entry("takeOneOnDemandSnapshot", TAKE_SNAPSHOT),
            entry("takeGroupClusterBackupSnapshots", TAKE_SNAPSHOT),
            entry("returnAllReplicaSetCloudBackups", READ_SNAPSHOTS),
            entry("listGroupClusterBackupSnapshots", READ_SNAPSHOTS),
            entry("returnOneReplicaSetCloudBackup", READ_SNAPSHOTS),
            entry("getGroupClusterBackupSnapshot", READ_SNAPSHOTS),
            entry("changeExpirationDateForOneCloudBackup", CHANGE_RETENTION),
            entry("updateGroupClusterBackupSnapshot", CHANGE_RETENTION),
            entry("removeOneReplicaSetCloudBackup", Fixture.READ),
            entry("deleteGroupClusterBackupSnapshot", Fixture.READ),
            entry("removeOneShardedClusterCloudBackup", Fixture.READ),
            entry("deleteGroupClusterBackupSnapshotShardedCluster", Fixture.READ),
            entry("listGroupFlexClusterBackupSnapshots", Fixture.refused(400)),
            entry("getGroupFlexClusterBackupSnapshot", Fixture.refused(400)),
            entry("listGroupFlexClusterBackupRestoreJobs", Fixture.refused(400)),
            entry("getGroupFlexClusterBackupRestoreJob", Fixture.refused(400)));

    private Fixtures() {}

    /** The fixture of an operation; one that changes something must have one. */
    static Fixture of(Case one) {
        return Stream.of(ALL, ClusterFixtures.ALL, IdentityFixtures.ALL)
                .flatMap(fixtures -> Optional.ofNullable(fixtures.get(one.operationId())).stream())
                .findFirst()
                .orElseGet(() -> {
                    assertThat(one.operation().route().method())
                            .as("no fixture for %s", one)
                            .isEqualTo(Route.Method.GET);
                    return Fixture.READ;
                });
    }

    private static void connectCluster(Situation situation) {
        assumeFalse(situation.isSharded(), "no snapshots of running sharded clusters are taken yet");
        situation.server().connectCluster();
    }

    private static void letSnapshotExpire(Situation situation) {
        situation
                .server()
                .catalog
                .snapshots()
                .changeExpiry(
                        situation.cluster(), new Id<>(situation.snapshot()), Instant.parse("2026-02-02T03:27:08Z"));
    }

    /** One job in each state; the path names the failed one, which has most to tell. */
    private static void putJobs(Situation situation) {
        int number = 0;
        for (JobState state : JobState.values()) {
            number++;
            ExportJob job = job(situation, state, number);
            situation.server().catalog.inMemoryJobs().replace(job);
            if (state == JobState.FAILED) {
                situation.parameters().put("exportId", job.id().hex());
            }
        }
    }

    /** A queued job of the snapshot. */
    static void putUnfinishedJob(Situation situation) {
        situation.server().catalog.inMemoryJobs().replace(job(situation, JobState.QUEUED, 1));
    }

    private static ExportJob job(Situation situation, JobState state, int number) {
        Instant createdAt = Instant.parse("2026-01-02T03:28:25Z");
        List<ExportJob.Component> components = List.of(
                new ExportJob.Component(new Id<>("64b000000000000000000011"), "atlas-ab12cd-shard-0"),
                new ExportJob.Component(new Id<>("64b000000000000000000012"), "atlas-ab12cd-shard-1"));
        return new ExportJob(
                new Id<>("64b00000000000000000001" + (char) ('a' + number)),
                new Id<>(TestServer.PROJECT),
                situation.cluster(),
                new Id<>(situation.snapshot()),
                new Id<>(TestServer.BUCKET),
                List.of(new CustomData("exported by", "cron")),
                "exported_snapshots/a/b/c/2026-01-02T0327/" + (createdAt.getEpochSecond() + number),
                state,
                createdAt,
                state.isFinal() ? Optional.of(createdAt.plusSeconds(60)) : Optional.empty(),
                new ExportJob.Progress(3, 7),
                situation.isSharded() ? components : List.of(),
                situation.isSharded() ? 2 : 1,
                state == JobState.FAILED
                        ? Optional.of(new ExportJob.Failure("SNAPSHOT_UNREADABLE", "shop.orders is cut"))
                        : Optional.empty());
    }
}
