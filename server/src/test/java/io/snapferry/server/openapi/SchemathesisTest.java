package io.snapferry.server.openapi;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import io.snapferry.server.config.ServerConfig;
import io.snapferry.server.testing.DigestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets schemathesis make requests from the served description, right and wrong ones, and hold a real server's answers against
 * it. Runs with the Maven profile {@code schemathesis}; needs python3 and PyPI, and is skipped without them.
 */
@Tag("schemathesis")
class SchemathesisTest {
    private static final String VERSION = "4.32.5";
    private static final int MIN_CASES = 5_000;
    private static final String CASES_PER_OPERATION = System.getProperty("snapferry.schemathesis.cases", "10");
    private static final String SEED = System.getProperty("snapferry.schemathesis.seed", "1");
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
                    + "response_schema_conformance";
    private static final int MINUTES = 30;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String ORGANIZATION = "64b0000000000000000000aa";
    private static final String PROJECT = "64b0000000000000000000bb";

    @TempDir
    private Path folder;

    @Test
    void answersEveryGeneratedRequestAsDescribed() throws Exception {
        Path python = python();
        try (SnapferryServer server = SnapferryServer.start(configuration())) {
            Path counts = folder.resolve("counts.json");
            ProcessBuilder run = new ProcessBuilder(
                    python.resolveSibling("st").toString(),
                    "--config-file=src/test/resources/schemathesis/schemathesis.toml",
                    "run",
                    server.uri() + "/api/openapi.json",
                    "--url=" + server.uri(),
                    "--checks=" + CHECKS,
                    "--phases=examples,coverage,fuzzing",
                    "--mode=all",
                    "--max-examples=" + CASES_PER_OPERATION,
                    "--seed=" + SEED,
                    "--generation-database=none",
                    "--suppress-health-check=all",
                    "--continue-on-failure",
                    "--request-timeout=60",
                    "--warnings=off",
                    "--no-color");
            JsonNode fixture = fixture(server.uri());
            run.environment().put("SCHEMATHESIS_HOOKS", "hooks");
            run.environment()
                    .put(
                            "PYTHONPATH",
                            Path.of("src/test/resources/schemathesis")
                                    .toAbsolutePath()
                                    .toString());
            run.environment().put("SNAPFERRY_FIXTURE", fixture.toString());
            run.environment().put("SNAPFERRY_COUNTS", counts.toString());
            Path output = Path.of("target", "schemathesis.txt");
            int exit = exitOf(run.redirectErrorStream(true).redirectOutput(output.toFile()));

            JsonNode answers = MAPPER.readTree(counts.toFile());
            System.out.println(report(answers));
            assertThat(exit).as("schemathesis found nothing, see %s", output).isZero();
            assertThat(total(answers)).isGreaterThanOrEqualTo(MIN_CASES);
        }
    }

    private static long total(JsonNode answers) {
        long total = 0;
        for (JsonNode statuses : answers) {
            for (JsonNode count : statuses) {
                total += count.longValue();
            }
        }
        return total;
    }

    private static String report(JsonNode answers) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operation : answers.properties()) {
            lines.add(operation.getKey() + " " + operation.getValue());
        }
        return "answers by operation and status:\n" + String.join("\n", lines) + "\n" + total(answers) + " cases";
    }

    /** The interpreter of an environment that has schemathesis. */
    private static Path python() throws Exception {
        Path environment = Path.of("target/schemathesis-" + VERSION).toAbsolutePath();
        Path python = environment.resolve("bin/python");
        if (!Files.exists(environment.resolve("bin/st"))) {
            require("python3 cannot make an environment", "python3", "-m", "venv", environment.toString());
            require(
                    "schemathesis cannot be installed from PyPI",
                    python.toString(),
                    "-m",
                    "pip",
                    "--quiet",
                    "install",
                    "schemathesis==" + VERSION);
        }
        return python;
    }

    private static void require(String otherwise, String... command) throws Exception {
        int exit;
        try {
            exit = exitOf(new ProcessBuilder(command).inheritIO());
        } catch (IOException e) {
            exit = -1;
        }
        if (exit != 0) {
            abort(otherwise + ", so nothing was generated from the description");
        }
    }

    private static int exitOf(ProcessBuilder command) throws Exception {
        Process process = command.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not done after " + MINUTES + " minutes");
            }
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    private ServerConfig configuration() throws Exception {
        Path source = dump().collection("shop", "orders").documents(3).writeFolder(folder.resolve("dump"));
        Files.createDirectories(folder.resolve("buckets/backups"));
        Path file = Files.writeString(
                folder.resolve("snapferry.yaml"), """
                server: {host: 127.0.0.1, port: 0, requests-per-minute: 0}
                data-directory: ./data
                organizations:
                - name: Acme
                  id: %s
                  api-keys:
                  - {public-key: orgowner, private-key: not-a-real-secret, roles: [ORG_OWNER]}
                  projects:
                  - name: Shop
                    id: %s
                    stores:
                    - {name: disk, type: folder, root: ./buckets}
                    export-buckets:
                    - {bucket-name: backups, store: disk, id: 64b000000000000000000001}
                    clusters:
                    - name: c1
                      snapshots:
                      - created-at: 2026-01-02T03:27:08Z
                        id: 64b000000000000000000003
                        replica-sets:
                        - {name: rs0, source: %s}
                    - name: c2
                      type: SHARDED
                      snapshots:
                      - created-at: 2026-01-02T03:27:08Z
                        id: 64b000000000000000000004
                        replica-sets:
                        - {name: rs0, source: %s}
                        - {name: rs1, source: %s}
                """.formatted(ORGANIZATION, PROJECT, source, source, source));
        return new ConfigurationReader(Map.of()).read(file, CommandLineOverrides.NONE);
    }

    private ObjectNode fixture(URI server) throws Exception {
        DigestClient owner = new DigestClient(server, "orgowner", "not-a-real-secret");
        String project = "/api/atlas/v1.0/groups/" + PROJECT;
        JsonNode account = account(owner, "runner");
        JsonNode other = account(owner, "other");
        JsonNode key = json(owner.post(
                "/api/atlas/v1.0/orgs/" + ORGANIZATION + "/apiKeys", "{\"desc\":\"k\",\"roles\":[\"ORG_MEMBER\"]}"));
        JsonNode store = json(owner.get("/api/snapferry/v1/groups/" + PROJECT + "/stores"))
                .at("/results/0/id");
        JsonNode export = json(owner.post(
                project + "/clusters/c1/backup/exports",
                "{\"snapshotId\":\"64b000000000000000000003\",\"exportBucketId\":\"64b000000000000000000001\"}"));
        return MAPPER.createObjectNode()
                .put("server", server.toString())
                .put("token", token(server, account))
                .put("runnerClientId", account.get("clientId").textValue())
                .put("otherClientId", other.get("clientId").textValue())
                .put("otherSecret", other.at("/secrets/0/secret").textValue())
                .put("orgId", ORGANIZATION)
                .put("groupId", PROJECT)
                .put("groupName", "Shop")
                .put("clusterName", "c1")
                .put("shardedClusterName", "c2")
                .put("snapshotId", "64b000000000000000000003")
                .put("shardedSnapshotId", "64b000000000000000000004")
                .put("exportBucketId", "64b000000000000000000001")
                .put("exportId", export.get("id").textValue())
                .put("roleId", store.textValue())
                .put("storeId", store.textValue())
                .put("apiUserId", key.get("id").textValue())
                .put("clientId", other.get("clientId").textValue())
                .put("bucketName", "backups")
                .put("buckets", folder.resolve("buckets").toString())
                .put("dump", folder.resolve("dump").toString());
    }

    private static JsonNode account(DigestClient owner, String name) throws Exception {
        return json(owner.send(
                "POST",
                "/api/atlas/v2/orgs/" + ORGANIZATION + "/serviceAccounts",
                "2024-08-05",
                "{\"name\":\"%s\",\"description\":\"d\",\"roles\":[\"ORG_OWNER\"],\"secretExpiresAfterHours\":8}"
                        .formatted(name)));
    }

    private static String token(URI server, JsonNode account) throws Exception {
        String client = account.get("clientId").textValue() + ":"
                + account.at("/secrets/0/secret").textValue();
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/oauth/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return json(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .get("access_token")
                .textValue();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return MAPPER.readTree(response.body());
    }
}
