package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.snapferry.sample.SampleSnapshot;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import io.snapferry.testing.datadirectory.MongodDirectory;
import io.snapferry.testing.deployment.InMemoryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a server, against a new one, as a user would come to them. */
class ServerCommandsTest {
    private static final String UNKNOWN = "64b0000000000000000000ff";

    @TempDir
    private Path folder;

    private SnapferryServer server;
    private Path keyFile;

    @BeforeEach
    void startServer() throws Exception {
        server = SnapferryServer.start(new ConfigurationReader(Map.of())
                .read(new CommandLineOverrides(Optional.empty(), Optional.of(0), Optional.of(folder.resolve("data")))));
        keyFile = server.firstApiKey().orElseThrow();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private CommandRun run(String... arguments) {
        return runAs(keyFile, arguments);
    }

    private CommandRun runAs(Path keys, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.uri() + "/", "--key-file", keys.toString()));
        return CommandRun.of(all);
    }

    /** The JSON that a command prints that must succeed. */
    private JsonNode done(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", "json"));
        CommandRun run = run(all.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(1);
        return run.json();
    }

    /** What a command says that must fail. */
    private static String failure(CommandRun run) {
        assertThat(run.status()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("snapferry: ").hasLineCount(1);
        return run.err();
    }

    /** A project with a cluster, a bucket and a snapshot of the sample. */
    private record Registered(String project, String store, String bucket, String snapshot) {}

    private Registered register() throws Exception {
        String project = done("projects", "create", "Shop").path("id").asText();
        done("clusters", "create", "testCluster", "--mongodb-version", "7.0.12");
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        String store = done("stores", "create", "disk", "--folder", buckets.toString())
                .path("id")
                .asText();
        String bucket = done("buckets", "create", "nightly", "--store", store)
                .path("_id")
                .asText();
        Path dump = folder.resolve("dump");
        SampleSnapshot.writeReplicaSet(dump);
        String snapshot = done(
                        "snapshots",
                        "register",
                        "testCluster",
                        "--source",
                        "rs0=" + dump,
                        "--created-at",
                        "2024-05-06T07:08:09Z",
                        "--description",
                        "nightly")
                .path("id")
                .asText();
        return new Registered(project, store, bucket, snapshot);
    }

    private String export(Registered registered) {
        return done(
                        "exports",
                        "create",
                        "testCluster",
                        "--snapshot",
                        registered.snapshot(),
                        "--bucket",
                        registered.bucket(),
                        "--custom-data",
                        "exported by=myName",
                        "--watch")
                .path("id")
                .asText();
    }

    @Test
    void leadsFromANewServerToAnExport() throws Exception {
        Registered registered = register();
        CommandRun run = run(
                "exports",
                "create",
                "testCluster",
                "--snapshot",
                registered.snapshot(),
                "--bucket",
                registered.bucket(),
                "--custom-data",
                "exported by=myName",
                "--watch",
                "--output=json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode end = run.json();
        assertThat(end.path("state").asText()).isEqualTo("Successful");
        assertThat(end.path("customData").toString()).isEqualTo("[{\"key\":\"exported by\",\"value\":\"myName\"}]");
        assertThat(CommandRun.done("verify", folder.resolve("buckets/nightly").toString())
                        .out())
                .startsWith("whole    " + end.path("prefix").asText());
        String id = end.path("id").asText();
        assertThat(done("exports", "show", id)).isEqualTo(end);
        assertThat(done("exports", "show", id, "--cluster", "testCluster")).isEqualTo(end);
        assertThat(done("exports", "watch", id)).isEqualTo(end);
    }

    @Test
    void registersADataDirectoryWithoutItsJournalAtItsCheckpoint() throws Exception {
        Registered registered = register();
        Path data = MongodDirectory.standalone()
                .collection("shop.orders", 3)
                .journalMissing()
                .write(folder.resolve("data"));
        JsonNode snapshot = done(
                "snapshots",
                "register",
                "testCluster",
                "--source",
                "rs0=" + data,
                "--created-at",
                "2024-05-06T07:08:09Z",
                "--at-checkpoint");
        assertThat(snapshot.path("atCheckpoint").asBoolean()).isTrue();
        String export = export(new Registered(
                registered.project(),
                registered.store(),
                registered.bucket(),
                snapshot.path("id").asText()));
        assertThat(done("exports", "show", export).path("state").asText()).isEqualTo("Successful");
    }

    @Test
    void takesASnapshotOfARunningCluster() throws Exception {
        done("projects", "create", "Shop");
        try (InMemoryServer deployment = new InMemoryServer();
                MongoClient client = MongoClients.create(deployment.connectionString())) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
            Path file = folder.resolve("uri");
            Files.writeString(file, deployment.connectionString().getConnectionString() + "\n");
            JsonNode cluster = done("clusters", "create", "live", "--connection-string-file", file.toString());
            assertThat(cluster.path("connectionStrings").path("standard").asText())
                    .isEqualTo(deployment.connectionString().getConnectionString());

            CommandRun run = run(
                    "snapshots",
                    "take",
                    "live",
                    "--description",
                    "now",
                    "--retention-days=2",
                    "--watch",
                    "--output=json");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.json().path("status").asText()).isEqualTo("completed");
            assertThat(run.json().path("readMode").asText()).startsWith("unpinned: ");
            assertThat(run("snapshots", "list", "live").out()).contains("now");
        }
    }

    @Test
    void saysWhyASnapshotOfARunningClusterFailed() throws Exception {
        done("projects", "create", "Shop");
        done("clusters", "create", "live");
        assertThat(failure(run("snapshots", "take", "live"))).contains("CLUSTER_NOT_CONNECTED");
        Path file = folder.resolve("uri");
        Files.writeString(file, "mongodb://u:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=200");
        done("clusters", "connect", "live", "--connection-string-file", file.toString());

        CommandRun run = run("snapshots", "take", "live", "--watch");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("NOT_REACHABLE", "cluster live").doesNotContain("s3cret");
        done("clusters", "connect", "live", "--forget");
        assertThat(failure(run("snapshots", "take", "live"))).contains("CLUSTER_NOT_CONNECTED");
    }

    @Test
    void listsAsTablesForPeople() throws Exception {
        Registered registered = register();
        String export = export(registered);
        assertThat(run("projects", "list").out())
                .containsPattern("ID +NAME +ORGANIZATION\\R" + registered.project() + " +Shop +[0-9a-f]{24}");
        assertThat(run("clusters", "list").out())
                .containsPattern("NAME +TYPE +MONGODB +ID\\RtestCluster +REPLICASET +7\\.0\\.12 ");
        assertThat(run("stores", "list").out())
                .containsPattern("ID +NAME +FOLDER +S3 ENDPOINT\\R" + registered.store() + " +disk +"
                        + folder.resolve("buckets"));
        assertThat(run("buckets", "list").out())
                .containsPattern("ID +BUCKET +STORE\\R" + registered.bucket() + " +nightly +" + registered.store());
        assertThat(run("snapshots", "list", "testCluster").out()).contains(registered.snapshot(), "nightly");
        assertThat(run("exports", "list", "testCluster").out())
                .containsPattern(
                        export + " +Successful +\\S+ +\\S+ +" + registered.snapshot() + " +exported_snapshots/");
        assertThat(run("keys", "list").out())
                .containsPattern("ID +PUBLIC KEY +DESCRIPTION\\R[0-9a-f]{24} +[a-z]{8} +made");
    }

    @Test
    void showsOneThingWithAllItsFields() throws Exception {
        Registered registered = register();
        assertThat(done("clusters", "show", "testCluster")
                        .path("mongoDBVersion")
                        .asText())
                .isEqualTo("7.0.12");
        assertThat(done("snapshots", "show", "testCluster", registered.snapshot())
                        .path("id")
                        .asText())
                .isEqualTo(registered.snapshot());
        CommandRun people = run("clusters", "show", "testCluster");
        assertThat(people.out()).containsPattern("\"name\" : \"testCluster\"").contains("\n");
    }

    @Test
    void printsAListAsALineOfJsonForEachElement() throws Exception {
        register();
        done("clusters", "create", "second", "--sharded");
        CommandRun run = run("clusters", "list", "--output", "json");
        assertThat(run.jsonLines())
                .extracting(cluster -> cluster.path("name").asText() + " "
                        + cluster.path("clusterType").asText())
                .containsExactly("second SHARDED", "testCluster REPLICASET");
    }

    @Test
    void makesAKeyThatMayDoNoMoreThanItsRole() throws Exception {
        Registered registered = register();
        JsonNode made = done(
                "keys",
                "create",
                "for exports",
                "--project-role",
                registered.project() + "=GROUP_BACKUP_EXPORT_OPERATOR");
        ObjectNode keys = ServerContext.object()
                .put("publicKey", made.path("publicKey").asText())
                .put("privateKey", made.path("privateKey").asText());
        Path file = folder.resolve("exporter.json");
        new JsonMapper().writeValue(file.toFile(), keys);
        assertThat(runAs(file, "buckets", "list").status()).isZero();
        assertThat(failure(runAs(file, "buckets", "create", "more", "--store", registered.store())))
                .contains("403 ACCESS_FORBIDDEN");
        assertThat(run("keys", "list").out())
                .doesNotContain(made.path("privateKey").asText());
        assertThat(run("keys", "delete", made.path("id").asText()).out())
                .isEqualTo("deleted " + made.path("id").asText() + System.lineSeparator());
        assertThat(failure(runAs(file, "buckets", "list"))).contains("401");
    }

    @Test
    void forgetsBucketsAndStores() throws Exception {
        Registered registered = register();
        assertThat(failure(run("stores", "delete", registered.store()))).contains("409 STORE_IN_USE");
        assertThat(run("buckets", "delete", registered.bucket()).status()).isZero();
        assertThat(run("stores", "delete", registered.store(), "--output=json").out())
                .isEmpty();
        assertThat(run("stores", "list", "--output=json").out()).isEmpty();
        assertThat(failure(run("buckets", "delete", registered.bucket()))).contains("404 EXPORT_BUCKET_NOT_FOUND");
    }

    @Test
    void saysInOneLineWhyTheServerRefuses() throws Exception {
        Registered registered = register();
        assertThat(failure(run(
                        "exports", "create", "testCluster", "--snapshot", UNKNOWN, "--bucket", registered.bucket())))
                .contains("404 SNAPSHOT_NOT_FOUND")
                .contains(UNKNOWN);
        assertThat(failure(run("exports", "create", "gone", "--snapshot", UNKNOWN, "--bucket", UNKNOWN)))
                .contains("404 CLUSTER_NOT_FOUND");
        assertThat(failure(run("buckets", "create", "nightly", "--store", UNKNOWN)))
                .contains("404 CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
        assertThat(failure(run("buckets", "list", "--project", UNKNOWN))).contains("404 GROUP_NOT_FOUND");
        assertThat(failure(run("exports", "show", UNKNOWN)))
                .contains("no export " + UNKNOWN)
                .contains("testCluster");
        assertThat(failure(run("exports", "show", UNKNOWN, "--cluster", "gone")))
                .contains("CLUSTER_NOT_FOUND");
        assertThat(failure(run("exports", "watch", "no-id"))).contains("400 INVALID_PATH_PARAMETER");
        assertThat(failure(run("snapshots", "show", "testCluster", "a/../b"))).contains("400");
        assertThat(failure(run("clusters", "create", "testCluster"))).contains("DUPLICATE_CLUSTER_NAME");
        assertThat(failure(run(
                        "snapshots",
                        "register",
                        "testCluster",
                        "--source",
                        "rs0=" + folder.resolve("gone"),
                        "--created-at",
                        "2024-05-06T07:08:09Z")))
                .contains("400 SNAPSHOT_SOURCE_NOT_READABLE")
                .contains("gone");
    }

    @Test
    void triesAnExportNarrowedToNamespacesAndMakesItOnlyOnce() throws Exception {
        Registered registered = register();
        List<String> create = List.of(
                "exports",
                "create",
                "testCluster",
                "--snapshot",
                registered.snapshot(),
                "--bucket",
                registered.bucket(),
                "--include",
                "shop.*",
                "--exclude",
                "shop.orders",
                "--json-mode",
                "relaxed",
                "--gzip-level",
                "small");
        JsonNode planned = done(with(create, "--dry-run"));
        assertThat(planned.path("jsonMode").asText()).isEqualTo("relaxed");
        assertThat(planned.path("collections").findValuesAsText("namespace"))
                .isNotEmpty()
                .allMatch(namespace -> namespace.startsWith("shop.") && !namespace.equals("shop.orders"));
        assertThat(run("exports", "list", "testCluster", "--output=json").out()).isEmpty();

        JsonNode end = done(with(create, "--idempotency-key", "nightly", "--watch"));
        assertThat(end.path("gzipLevel").asText()).isEqualTo("small");
        assertThat(end.path("state").asText()).isEqualTo("Successful");
        assertThat(end.at("/progress/totalDocuments").asLong())
                .isEqualTo(planned.path("documents").asLong());
        assertThat(done(with(create, "--idempotency-key", "nightly"))).isEqualTo(end);
        assertThat(done("exports", "list", "testCluster", "--state", "Successful", "--snapshot", registered.snapshot()))
                .isEqualTo(end);
        assertThat(run("exports", "list", "testCluster", "--state", "Failed", "--output=json")
                        .out())
                .isEmpty();
        assertThat(run(with(create, "--dry-run", "--watch")).status()).isEqualTo(2);
    }

    private static String[] with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void cancelsAnExportUnlessItIsTooLate() throws Exception {
        Registered registered = register();
        String id = done(
                        "exports",
                        "create",
                        "testCluster",
                        "--snapshot",
                        registered.snapshot(),
                        "--bucket",
                        registered.bucket())
                .path("id")
                .asText();
        CommandRun first = run("exports", "cancel", id, "--output=json");
        if (first.status() == 0) {
            JsonNode end = first.json();
            assertThat(end.path("state").asText()).isEqualTo("Cancelled");
            assertThat(done("exports", "cancel", id)).as("again").isEqualTo(end);
            assertThat(run("exports", "watch", id).err()).contains("the export is Cancelled");
        } else {
            assertThat(failure(first)).contains("409 EXPORT_NOT_CANCELLABLE");
        }
        String finished = first.status() == 0
                ? export(registered)
                : done("exports", "watch", id).path("id").asText();
        assertThat(failure(run("exports", "cancel", finished)))
                .contains("409 EXPORT_NOT_CANCELLABLE")
                .contains("Successful");
    }

    @Test
    void reportsAFailedExport() throws Exception {
        Registered registered = register();
        Files.write(folder.resolve("dump/shop/orders.bson"), new byte[] {4, 0, 0, 0});
        CommandRun run = run(
                "exports",
                "create",
                "testCluster",
                "--snapshot",
                registered.snapshot(),
                "--bucket",
                registered.bucket(),
                "--watch",
                "--output=json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.json().path("state").asText()).isEqualTo("Failed");
        assertThat(run.err())
                .hasLineCount(1)
                .contains("the export is Failed: ")
                .contains("shop.orders in shop/orders.bson at byte 0");
    }

    @Test
    void refusesAWrongKeyInOneLine() throws Exception {
        Path wrong = folder.resolve("wrong.json");
        Files.writeString(wrong, "{\"publicKey\":\"abcdefgh\",\"privateKey\":\"not-the-key\"}");
        assertThat(failure(runAs(wrong, "projects", "list"))).contains("401");
    }

    @Test
    void namesAKeyFileThatIsNone() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        assertThat(failure(runAs(empty, "projects", "list"))).contains(empty.toString());
        Path text = Files.writeString(folder.resolve("text.json"), "public: abc\nprivate: secret-in-the-file\n");
        assertThat(failure(runAs(text, "projects", "list")))
                .contains(text.toString())
                .doesNotContain("secret-in-the-file");
        assertThat(failure(runAs(folder.resolve("gone.json"), "projects", "list")))
                .contains("gone.json: no such file or directory");
    }

    @Test
    void asksWhichProjectIsMeantUnlessThereIsOne() throws Exception {
        CommandRun none = run("buckets", "list");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--project");
        done("projects", "create", "first");
        assertThat(run("buckets", "list").status()).isZero();
        done("projects", "create", "second");
        assertThat(run("buckets", "list").status()).isEqualTo(2);
    }

    @Test
    void saysThatNoServerAnswers() {
        String url = server.uri().toString();
        server.close();
        CommandRun run = CommandRun.of("projects", "list", "--server", url, "--key-file", keyFile.toString());
        assertThat(failure(run)).contains(url).contains("snapferry serve");
    }

    @Test
    void refusesWhatIsNoServersUrl() {
        for (String url : List.of("localhost:8080", "ftp://127.0.0.1", "http:", "foo")) {
            CommandRun run = CommandRun.of("projects", "list", "--server", url, "--key-file", keyFile.toString());
            assertThat(run.status()).as(url).isEqualTo(2);
            assertThat(run.err()).contains("--server").contains(url);
        }
    }

    @Test
    void asksForASubcommand() {
        for (String command : List.of("exports", "snapshots", "buckets", "stores", "clusters", "projects", "keys")) {
            CommandRun run = CommandRun.of(command);
            assertThat(run.status()).as(command).isEqualTo(2);
            assertThat(CommandRun.done(command, "--help").out()).contains("Usage: snapferry " + command);
        }
    }

    @Test
    void listsWhoDidWhat() {
        done("projects", "create", "audited");
        failure(run("projects", "create", "audited"));
        done("projects", "create", "later");

        CommandRun table = run("audit", "list", "--operation", "createProject", "--limit", "2");
        JsonNode newest = done("audit", "list", "--kind", "CHANGE", "--limit", "1");

        assertThat(newest.path("status").asInt()).isEqualTo(201);
        assertThat(newest.path("kind").asText()).isEqualTo("CHANGE");
        assertThat(newest.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out().lines().findFirst().orElseThrow())
                .containsSubsequence("TIME", "ACTOR", "FROM", "KIND", "OPERATION", "TARGET", "STATUS");
        assertThat(run("audit", "list", "--limit", "0").status()).isEqualTo(2);
        assertThat(run("audit", "list", "--from", "yesterday").status()).isEqualTo(2);
        assertThat(run("audit").status()).isEqualTo(2);
        assertThat(failure(run("audit", "list", "--kind", "NONE"))).contains("kind");
    }
}
