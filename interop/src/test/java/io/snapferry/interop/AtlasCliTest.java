package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Atlas CLI, when it is on the path as {@code atlas} or named by {@code -Dsnapferry.atlas=PROGRAM}. */
class AtlasCliTest {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Set<String> UNFINISHED = Set.of("Queued", "InProgress");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Optional<InteropServer> running = Optional.empty();
    private Optional<Program> program = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        Optional<Path> file = Optional.ofNullable(System.getProperty("snapferry.atlas"))
                .map(named -> Path.of(named).toAbsolutePath())
                .or(() -> Program.find("atlas"));
        assumeTrue(file.isPresent(), "atlas is neither on the path nor named by -Dsnapferry.atlas");
        InteropServer server = InteropServer.start(Files.createDirectory(folder.resolve("server")));
        running = Optional.of(server);
        program = Optional.of(new Program(file.orElseThrow(), folder, environment(server)));
    }

    @AfterEach
    void stop() {
        running.ifPresent(InteropServer::close);
    }

    private Map<String, String> environment(InteropServer server) {
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", folder.toString());
        variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        variables.put("DO_NOT_TRACK", "1");
        variables.put("MONGODB_ATLAS_SKIP_UPDATE_CHECK", "yes");
        variables.put("MONGODB_ATLAS_TELEMETRY_ENABLED", "false");
        variables.put("MONGODB_ATLAS_OPS_MANAGER_URL", server.uri().toString());
        variables.put("MONGODB_ATLAS_PUBLIC_API_KEY", InteropServer.PUBLIC_KEY);
        variables.put("MONGODB_ATLAS_PRIVATE_API_KEY", InteropServer.PRIVATE_KEY);
        variables.put("MONGODB_ATLAS_ORG_ID", InteropServer.ORGANIZATION);
        variables.put("MONGODB_ATLAS_PROJECT_ID", InteropServer.PROJECT);
        return variables;
    }

    private InteropServer server() {
        return running.orElseThrow();
    }

    /** Runs a command whose words have no spaces. */
    private Run atlas(String command) throws Exception {
        return program.orElseThrow().done(words(command));
    }

    private JsonNode json(String command) throws Exception {
        return atlas(command + " -o json").json();
    }

    private static String[] words(String command) {
        return SPACE.splitAsStream(command).toArray(String[]::new);
    }

    private JsonNode createBucket() throws Exception {
        return json("backups exports buckets create " + InteropServer.BUCKET_NAME + " --cloudProvider AWS --iamRoleId "
                + InteropServer.ROLE);
    }

    @Test
    void makesDescribesListsAndDeletesABucket() throws Exception {
        JsonNode bucket = createBucket();
        String id = bucket.path("_id").asText();

        assertThat(json("backups exports buckets describe --bucketId " + id)).isEqualTo(bucket);
        assertThat(json("backups exports buckets list").path("results")).containsExactly(bucket);
        atlas("backups exports buckets delete --force --bucketId " + id);
        assertThat(json("backups exports buckets list").path("results")).isEmpty();
    }

    @Test
    void exportsAReplicaSetAndWatchesTheJob() throws Exception {
        JsonNode job = export(InteropServer.CLUSTER, InteropServer.SNAPSHOT);

        assertThat(job.path("exportStatus").path("exportedCollections").asInt()).isPositive();
        assertThat(job.path("customData").findValuesAsText("value")).containsExactly("atlas");
    }

    @Test
    void exportsAShardedClusterAndWatchesTheJob() throws Exception {
        JsonNode job = export(InteropServer.SHARDED_CLUSTER, InteropServer.SHARDED_SNAPSHOT);

        assertThat(job.path("components").findValuesAsText("replicaSetName")).containsExactly("shard-0", "shard-1");
    }

    /** Returns the job when it has ended well. */
    private JsonNode export(String cluster, String snapshot) throws Exception {
        String bucket = createBucket().path("_id").asText();
        JsonNode created = json("backups exports jobs create --clusterName " + cluster + " --bucketId " + bucket
                + " --snapshotId " + snapshot + " --customData by=atlas");
        String id = created.path("id").asText();
        watchJob(id, cluster);
        JsonNode job = json(describingJob(id, cluster));
        assertThat(job.path("state").asText()).isEqualTo("Successful");
        assertThat(json("backups exports jobs list " + cluster).path("results")).containsExactly(job);
        assertThat(server().completionMarker(job.path("prefix").asText())).exists();
        return job;
    }

    /** Old versions cannot watch a job; with them it is asked for until it has ended. */
    private void watchJob(String id, String cluster) throws Exception {
        if (atlas("backups exports jobs --help").out().contains("watch")) {
            Run watched = atlas("backups exports jobs watch " + id + " --clusterName " + cluster);
            assertThat(watched.out()).contains("Export completed");
            return;
        }
        String describe = describingJob(id, cluster);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (UNFINISHED.contains(json(describe).path("state").asText())) {
            assertThat(Instant.now()).as("waiting for %s", id).isBefore(deadline);
        }
    }

    /** Old versions call the job's id that of a bucket. */
    private String describingJob(String id, String cluster) throws Exception {
        String describe = "backups exports jobs describe";
        boolean isCalledExport = atlas(describe + " --help").out().contains("--exportId");
        return describe + " --clusterName " + cluster + (isCalledExport ? " --exportId " : " --bucketId ") + id;
    }

    @Test
    void listsDescribesAndWatchesSnapshots() throws Exception {
        JsonNode listed =
                json("backups snapshots list " + InteropServer.CLUSTER).path("results");
        JsonNode described = json(
                "backups snapshots describe " + InteropServer.SNAPSHOT + " --clusterName " + InteropServer.CLUSTER);
        Run watched =
                atlas("backups snapshots watch " + InteropServer.SNAPSHOT + " --clusterName " + InteropServer.CLUSTER);

        assertThat(listed).containsExactly(described);
        assertThat(described.path("status").asText()).isEqualTo("completed");
        assertThat(watched.out()).contains("Snapshot changes completed");
        assertThat(json("backups snapshots list " + InteropServer.SHARDED_CLUSTER)
                        .path("results")
                        .findValuesAsText("id"))
                .contains(InteropServer.SHARDED_SNAPSHOT);
    }

    @Test
    void deletesASnapshot() throws Exception {
        atlas("backups snapshots delete " + InteropServer.SNAPSHOT + " --force --clusterName " + InteropServer.CLUSTER);

        assertThat(json("backups snapshots list " + InteropServer.CLUSTER).path("results"))
                .isEmpty();
    }

    @Test
    void takesASnapshotWatchesAndExportsIt() throws Exception {
        JsonNode taken = json("backups snapshots create " + InteropServer.LIVE_CLUSTER + " --desc now --retention 1");
        String id = taken.path("id").asText();
        Run watched = atlas("backups snapshots watch " + id + " --clusterName " + InteropServer.LIVE_CLUSTER);
        JsonNode snapshot = json("backups snapshots describe " + id + " --clusterName " + InteropServer.LIVE_CLUSTER);

        assertThat(taken.path("status").asText()).isIn("queued", "inProgress");
        assertThat(watched.out()).contains("Snapshot changes completed");
        assertThat(snapshot.path("status").asText()).isEqualTo("completed");
        assertThat(snapshot.path("description").asText()).isEqualTo("now");
        JsonNode job = export(InteropServer.LIVE_CLUSTER, id);
        assertThat(job.path("exportStatus").path("exportedCollections").asInt()).isOne();
    }

    @Test
    void isToldThatThereAreNoRestores() throws Exception {
        Run refused = program.orElseThrow().run(words("backups restores list " + InteropServer.CLUSTER));

        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("OPERATION_NOT_SUPPORTED").doesNotContain("flexClusters");
    }

    @Test
    void setsReadsAndDeletesTheSchedule() throws Exception {
        String bucket = createBucket().path("_id").asText();
        JsonNode before = json("backups schedule describe " + InteropServer.CLUSTER);
        String policy = before.path("policies").get(0).path("id").asText();
        String item = before.path("policies")
                .get(0)
                .path("policyItems")
                .get(1)
                .path("id")
                .asText();

        JsonNode set = json("backups schedule update --clusterName " + InteropServer.CLUSTER
                + " --referenceHourOfDay 4 --autoExport --exportBucketId " + bucket
                + " --exportFrequencyType monthly --policy " + policy + "," + item + ",daily,1,days,9");
        assertThat(json("backups schedule describe " + InteropServer.CLUSTER)).isEqualTo(set);
        assertThat(set.path("export").path("exportBucketId").asText()).isEqualTo(bucket);
        assertThat(set.path("referenceHourOfDay").asInt()).isEqualTo(4);
        Run refused = program.orElseThrow().run(words("backups exports buckets delete --force --bucketId " + bucket));
        assertThat(refused.err()).contains("EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE");

        atlas("backups schedule update --noAutoExport --clusterName " + InteropServer.CLUSTER);
        atlas("backups schedule delete --force " + InteropServer.CLUSTER);
        assertThat(json("backups schedule describe " + InteropServer.CLUSTER)
                        .path("policies")
                        .get(0)
                        .path("policyItems"))
                .isEmpty();
        atlas("backups exports buckets delete --force --bucketId " + bucket);
    }

    @Test
    void makesAuthorizesAndDeauthorizesAnAccessRole() throws Exception {
        String role =
                json("cloudProviders accessRoles aws create").path("roleId").asText();
        JsonNode authorized = json("cloudProviders accessRoles aws authorize " + role
                + " --iamAssumedRoleArn arn:aws:iam::123456789012:role/exports");

        assertThat(authorized.path("authorizedDate").isTextual()).isTrue();
        assertThat(json("cloudProviders accessRoles list").path("awsIamRoles").findValuesAsText("roleId"))
                .contains(role);
        atlas("cloudProviders accessRoles aws deauthorize --force " + role);
        assertThat(json("cloudProviders accessRoles list").path("awsIamRoles").findValuesAsText("roleId"))
                .doesNotContain(role);
    }

    @Test
    void readsClustersProjectsAndOrganizations() throws Exception {
        assertThat(json("clusters list").path("results").findValuesAsText("name"))
                .contains(InteropServer.CLUSTER, InteropServer.SHARDED_CLUSTER);
        assertThat(json("clusters describe " + InteropServer.CLUSTER)
                        .path("stateName")
                        .asText())
                .isEqualTo("IDLE");
        assertThat(json("projects list").path("results").findValuesAsText("name"))
                .containsExactly("Shop");
        assertThat(json("projects describe " + InteropServer.PROJECT)
                        .path("orgId")
                        .asText())
                .isEqualTo(InteropServer.ORGANIZATION);
        assertThat(json("organizations list").path("results").findValuesAsText("name"))
                .containsExactly("Acme");
        assertThat(json("organizations apiKeys list").findValuesAsText("publicKey"))
                .containsExactly(InteropServer.PUBLIC_KEY);
    }
}
