package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with dumps of a real server: into a bucket, checked, and back, byte for byte. */
class RealDumpsEndToEndTest {
    private static final String DUMPS = "shared/data/dumps/atlas-samples";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path dumps = Path.of("");

    @BeforeEach
    void findDumps() {
        Optional<Path> found = find();
        Assumptions.assumeTrue(
                found.isPresent(), "no " + DUMPS + " above the working directory, nor -Dsnapferry.shared");
        dumps = found.orElseThrow();
    }

    private static Optional<Path> find() {
        String told = System.getProperty("snapferry.shared", "");
        if (!told.isEmpty()) {
            return Optional.of(Path.of(told, "data/dumps/atlas-samples")).filter(Files::isDirectory);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(DUMPS))) {
                return Optional.of(at.resolve(DUMPS));
            }
        }
        return Optional.empty();
    }

    @Test
    void comesBackByteForByte() throws IOException {
        CommandRun exported = CommandRun.done(
                ExportArguments.of(dumps, folder.resolve("bucket"), "--chunk-size=256KiB", "--output=json"));
        long bsonBytes = 0;
        for (Path file : bsonFiles(dumps)) {
            bsonBytes += Files.size(dumps.resolve(file));
        }
        assertThat(exported.json().path("bsonBytes").asLong()).isEqualTo(bsonBytes);
        CommandRun verified = CommandRun.done("verify", folder.resolve("bucket").toString(), "--output=json");
        assertThat(verified.json().get(0).path("documents"))
                .isEqualTo(exported.json().path("documents"));
        CommandRun.done("import", folder.resolve("bucket").toString(), "--to", "dump:" + folder.resolve("back"));
        assertThat(bsonFiles(folder.resolve("back"))).isEqualTo(bsonFiles(dumps));
        for (Path file : bsonFiles(dumps)) {
            assertThat(folder.resolve("back").resolve(file)).hasSameBinaryContentAs(dumps.resolve(file));
        }
    }

    @Test
    void isExportedByTheDocumentedCommandOfCurl() throws Exception {
        Assumptions.assumeTrue(isThere("curl"), "no curl on this machine");
        ConfigurationReader configuration = new ConfigurationReader(Map.of());
        CommandLineOverrides overrides =
                new CommandLineOverrides(Optional.empty(), Optional.of(0), Optional.of(folder.resolve("data")));
        try (SnapferryServer server = SnapferryServer.start(configuration.read(overrides))) {
            JsonNode keys =
                    new JsonMapper().readTree(server.firstApiKey().orElseThrow().toFile());
            ApiClient client = new ApiClient(
                    server.uri(),
                    keys.path("publicKey").asText(),
                    keys.path("privateKey").asText());
            CommandRunner commands = new CommandRunner(server, folder);
            String project =
                    commands.json("projects", "create", "mySbx").path("id").asText();
            commands.json("clusters", "create", "testCluster");
            Files.createDirectory(folder.resolve("buckets"));
            String store = commands.json(
                            "stores",
                            "create",
                            "disk",
                            "--folder",
                            folder.resolve("buckets").toString())
                    .path("id")
                    .asText();
            String bucket = commands.json("buckets", "create", "nightly", "--store", store)
                    .path("_id")
                    .asText();
            String snapshot = commands.json(
                            "snapshots",
                            "register",
                            "testCluster",
                            "--source=rs0=" + dumps,
                            "--created-at=2021-03-27T14:09:05Z")
                    .path("id")
                    .asText();
            String exports = "/api/atlas/v1.0/groups/" + project + "/clusters/testCluster/backup/exports/";
            String answer = curl(
                    "--user",
                    keys.path("publicKey").asText() + ":"
                            + keys.path("privateKey").asText(),
                    "--digest",
                    "--header",
                    "Accept: application/json",
                    "--header",
                    "Content-Type: application/json",
                    "--include",
                    "--request",
                    "POST",
                    server.uri() + exports,
                    "--data",
                    """
                    {"snapshotId": "%s", "exportBucketId": "%s", "customData": [{"key": "exported by", "value": "myName"}]}
                    """.formatted(snapshot, bucket));
            assertThat(answer).contains("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
            JsonNode job = new JsonMapper().readTree(answer.substring(answer.lastIndexOf("\r\n\r\n")));
            assertThat(job.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "createdAt",
                            "customData",
                            "exportBucketId",
                            "exportStatus",
                            "id",
                            "prefix",
                            "snapshotId",
                            "state");
            assertThat(job.path("state").asText()).isIn("Queued", "InProgress");
            String path = exports + job.path("id").asText();
            Eventually.await(() -> client.get(path).has("finishedAt"), PATIENCE, "the end of the export");
            assertThat(client.get(path).path("state").asText()).isEqualTo("Successful");
            Path export =
                    folder.resolve("buckets/nightly").resolve(job.path("prefix").asText());
            assertThat(linesBelow(export))
                    .isEqualTo(CommandRun.done("inspect", dumps.toString(), "--output=json")
                            .json()
                            .path("documents")
                            .asLong());
        }
    }

    /** Runs commands against a server with its first key. */
    private record CommandRunner(SnapferryServer server, Path folder) {
        JsonNode json(String... arguments) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of(
                    "--server",
                    server.uri().toString(),
                    "--key-file",
                    folder.resolve("data/first-api-key.json").toString(),
                    "--output=json"));
            return CommandRun.done(all).json();
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("curl.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    private static List<Path> bsonFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".bson"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static long linesBelow(Path export) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json.gz")).toList()) {
                try (BufferedReader text = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    lines += text.lines().count();
                }
            }
        }
        return lines;
    }
}
