package io.snapferry.server.contract;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the original itself does not answer as its specification says, and this server does as the original: what was recorded
 * of it counts more than what it publishes.
 */
final class Deviations {
    private record Deviation(String operations, String violation, String reason) {
        boolean excuses(String operationId, String found) {
            return Pattern.matches(operations, operationId) && Pattern.matches(violation, found);
        }
    }

    private static final String ANY = ".*";
    private static final String EXPORTS_OF_V1 = ".*CloudBackupSnapshotExportJobs?";
    private static final String BUCKETS_OF_V1 = ".*AwsS3Buckets?.*";
    private static final String CLUSTERS_OF_V1 = "(return(AllClusters|OneCluster)|createOneCluster)";
    private static final String KEYS = ".*OrganizationApiKeys.*|list(Org|Group)ApiKeys";
    private static final String SNAPSHOTS_OF_V1 = ".*CloudBackups?";

    private static final List<Deviation> ALL = List.of(
            new Deviation(ANY, "(results\\[]\\.)?prefix: does not match its pattern", "recorded without leading slash"),
            new Deviation(ANY, "(results\\[]\\.)?frequencyType: \"ondemand\" is not in the enum", "recorded so"),
            new Deviation(
                    ANY, "(results\\[]\\.)?errMsg: is not known", "documented in 2023, and clients of then read it"),
            new Deviation(
                    EXPORTS_OF_V1,
                    ": is not of type array",
                    "the page with its links is what is documented and recorded"),
            new Deviation(EXPORTS_OF_V1, "links: is required", "jobs were recorded without links"),
            new Deviation(EXPORTS_OF_V1, "components\\[]\\.exportId: is not known", "documented"),
            new Deviation(
                    EXPORTS_OF_V1, "stateReason: is not known", "added to v1.0 after the specification that we have"),
            new Deviation(
                    CLUSTERS_OF_V1,
                    "(results\\[]\\.)?mongoDBMajorVersion: .* is not in the enum",
                    "the specification that we have ends with 5.0"),
            new Deviation(
                    CLUSTERS_OF_V1,
                    "(results\\[]\\.)?replicationSpecs\\[]\\.regionsConfig\\.(region: is required|US_EAST_1: is not known)",
                    "the keys are names of regions; the specification asks for one that is called region"),
            new Deviation(
                    CLUSTERS_OF_V1,
                    "(results\\[]\\.)?(links|replicationFactor): is (required|not known)",
                    "documented, and the old client reads it"),
            new Deviation("returnOneStatusOfAllClusterOperations", "links: is required", "documented without links"),
            new Deviation(
                    "returnOneCloudBackupSchedule|updateCloudBackupBackupPolicyForOneCluster",
                    "policies\\[]\\.policyItems\\[]\\.(frequencyType|retentionUnit): .* is not in the enum",
                    "schedules were recorded in lower case, and with years"),
            new Deviation(KEYS, ": is not of type array", "the page with its links is what is documented"),
            new Deviation(
                    "create(OneOrganizationApiKey|AndAssignOneOrganizationApiKeyToOneProject|OrgApiKey|GroupApiKey)",
                    "privateKey: .*",
                    "a private key is told in full when it is made, and recorded so"),
            new Deviation(
                    "getSystemStatus",
                    "apiKey\\.accessList\\[]\\.ipAddress: null",
                    "the older specification knows no null, but wants the address also of a range, which has no one"),
            new Deviation(
                    "(return|update)OneOrganizationApiKey",
                    "privateKey: does not match its pattern",
                    "of a private key only the last four characters are kept here, not twelve"),
            new Deviation(
                    "returnCloudProviderAccessRole",
                    "[a-zA-Z]+: is not known",
                    "the specification has the schema of the list here; one role is documented"),
            new Deviation(
                    ".*AccessListEntries.*|.*OrgApiKeyAccessListEntr(y|ies)",
                    ": is not of type array|(results|totalCount): is not known",
                    "the page with its links is what is documented"),
            new Deviation(
                    ".*CloudProviderAccess(Roles?)?",
                    "(awsIamRoles\\[]\\.)?(authorizedDate|iamAssumedRoleArn): null",
                    "recorded as null until the role is authorized"),
            new Deviation(
                    KEYS,
                    "(results\\[]\\.)?(publicKey: is too short or too long|privateKey: .*)",
                    "the keys of the fixture have names"),
            new Deviation(BUCKETS_OF_V1, "(results\\[]\\.)?links: is required", "buckets were recorded without links"),
            new Deviation(
                    SNAPSHOTS_OF_V1,
                    "(results\\[]\\.)?type: \"(replicaSet|shardedCluster)\" is not in the enum",
                    "documented and recorded so"),
            new Deviation(
                    "takeOneOnDemandSnapshot",
                    "(copyRegions|replicaSetName): is not known|type: \"replicaSet\" is not in the enum",
                    "recorded so"),
            new Deviation(
                    "(returnAll|returnOne)ReplicaSetCloudBackups?|changeExpirationDateForOneCloudBackup"
                            + "|(list|get|update)GroupClusterBackupSnapshots?",
                    "(results\\[]\\.)?(members|snapshotIds): is not known",
                    "the documentation has both kinds of clusters on one path"));

    /** By operation id: the status as specified, where another one was recorded or is documented elsewhere. */
    private static final Map<String, Integer> STATUSES = Map.of(
            "createOneProject", 200,
            "createGroup", 200,
            "removeOneProject", 204,
            "deleteGroup", 204,
            "createOneCluster", 200,
            "removeOneCluster", 204);

    private Deviations() {}

    /** What the specification calls the status of a success. */
    static int specifiedStatus(Case one, int status) {
        return STATUSES.getOrDefault(one.operationId(), status);
    }

    static boolean excuse(String operationId, String violation) {
        return ALL.stream().anyMatch(deviation -> deviation.excuses(operationId, violation));
    }
}
