package io.snapferry.server.contract;

import static java.util.Map.entry;

import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.testing.TestServer;
import java.util.Map;
import java.util.UUID;

/** Those of projects, clusters, schedules and cloud provider access roles. */
final class ClusterFixtures {
    private static final String ROLE = "64b0000000000000000000e1";

    private static final Fixture CREATE_PROJECT =
            Fixture.sending(situation -> "{\"name\":\"New\",\"orgId\":\"" + TestServer.ORGANIZATION + "\"}");
    private static final Fixture DELETE_PROJECT = Fixture.after(ClusterFixtures::putEmptyProject);
    private static final Fixture CREATE_CLUSTER =
            Fixture.sending(situation -> "{\"name\":\"new\",\"clusterType\":\"" + situation.type() + "\"}");
    private static final Fixture UPDATE_SCHEDULE = Fixture.sending(situation -> """
            {"autoExportEnabled":true,"export":{"exportBucketId":"%s","frequencyType":"monthly"},
            "policies":[{"policyItems":[{"frequencyType":"monthly","frequencyInterval":40,"retentionUnit":"months","retentionValue":2}]}],
            "referenceHourOfDay":3,"referenceMinuteOfHour":30,"restoreWindowDays":2}""".formatted(TestServer.BUCKET));
    private static final Fixture CREATE_ROLE = Fixture.sending(situation -> "{\"providerName\":\"AWS\"}");
    private static final Fixture READ_ROLE = Fixture.after(ClusterFixtures::putRole);
    private static final Fixture AUTHORIZE_ROLE = new Fixture(
            ClusterFixtures::putRole,
            situation -> "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"arn:aws:iam::123456789012:role/exports\"}",
            0);

    static final Map<String, Fixture> ALL = Map.ofEntries(
            entry("createOneProject", CREATE_PROJECT),
            entry("createGroup", CREATE_PROJECT),
            entry("removeOneProject", DELETE_PROJECT),
            entry("deleteGroup", DELETE_PROJECT),
            entry("updateGroup", Fixture.sending(situation -> "{\"name\":\"Renamed\"}")),
            entry("createOneCluster", CREATE_CLUSTER),
            entry("createGroupCluster", CREATE_CLUSTER),
            entry("removeOneCluster", Fixture.READ),
            entry("deleteGroupCluster", Fixture.READ),
            entry("updateCloudBackupBackupPolicyForOneCluster", UPDATE_SCHEDULE),
            entry("updateGroupClusterBackupSchedule", UPDATE_SCHEDULE),
            entry("removeAllCloudBackupSchedules", Fixture.READ),
            entry("deleteGroupClusterBackupSchedule", Fixture.READ),
            entry("createOneCloudProviderAccessRole", CREATE_ROLE),
            entry("createGroupCloudProviderAccess", CREATE_ROLE),
            entry("returnCloudProviderAccessRole", READ_ROLE),
            entry("getGroupCloudProviderAccess", READ_ROLE),
            entry("authorizeOneCloudProviderAccessRole", AUTHORIZE_ROLE),
            entry("authorizeGroupCloudProviderAccessRole", AUTHORIZE_ROLE),
            entry("deauthorizeOneCloudProviderAccessRole", READ_ROLE),
            entry("deauthorizeGroupCloudProviderAccessRole", READ_ROLE));

    private ClusterFixtures() {}

    private static void putEmptyProject(Situation situation) {
        Id<Project> id = new Id<>("64b0000000000000000000bd");
        Id<Organization> organization = new Id<>(TestServer.ORGANIZATION);
        situation.server().catalog.tenants().putProject(new Project(id, organization, "Empty", TestServer.NOW));
        situation.parameters().put("groupId", id.hex());
    }

    private static void putRole(Situation situation) {
        situation
                .server()
                .catalog
                .accessRoles()
                .put(new AccessRole(new Id<>(ROLE), new Id<>(TestServer.PROJECT), new UUID(4, 2), TestServer.NOW));
        situation.parameters().put("roleId", ROLE);
        situation.parameters().put("cloudProvider", "AWS");
    }
}
