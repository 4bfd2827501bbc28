package io.snapferry.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A whole server on a folder, with a project and a bucket that is a folder, as its owner uses it over HTTP. */
public final class RunningServer implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int PATIENCE_SECONDS = 40;
    private static final long POLL_NANOS = 20_000_000;
    private static final String OWN = "/api/snapferry/v1";

    private final SnapferryServer server;
    private final DigestClient client;
    private final Path bucketFolder;
    private final String project;
    private final String bucket;

    private RunningServer(SnapferryServer server, Path folder) throws IOException {
        this.server = server;
        JsonNode key = MAPPER.readTree(folder.resolve("data/first-api-key.json").toFile());
        this.client = new DigestClient(
                server.uri(),
                key.path("publicKey").asText(),
                key.path("privateKey").asText());
        this.bucketFolder = Files.createDirectories(folder.resolve("buckets/nightly"));
        JsonNode projects = ok("GET", OWN + "/groups", "").path("results");
        if (projects.isEmpty()) {
            String organization = key.path("organizationId").asText();
            this.project = ok("POST", OWN + "/orgs/" + organization + "/groups", "{\"name\":\"Shop\"}")
                    .path("id")
                    .asText();
            String store = ok(
                            "POST",
                            OWN + "/groups/" + project + "/stores",
                            "{\"name\":\"disk\",\"folder\":{\"root\":\"" + folder.resolve("buckets") + "\"}}")
                    .path("id")
                    .asText();
            this.bucket = ok(
                            "POST",
                            buckets(),
                            "{\"bucketName\":\"nightly\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + store + "\"}")
                    .path("_id")
                    .asText();
        } else {
            this.project = projects.get(0).path("id").asText();
            this.bucket =
                    ok("GET", buckets(), "").path("results").get(0).path("_id").asText();
        }
    }

    private String buckets() {
        return "/api/atlas/v1.0/groups/" + project + "/backup/exportBuckets";
    }

    /** Starts it; what an earlier one left in the folder is taken up. */
    public static RunningServer start(Path folder) throws Exception {
        return new RunningServer(
                SnapferryServer.start(new ConfigurationReader(Map.of())
                        .read(new CommandLineOverrides(
                                Optional.empty(), Optional.of(0), Optional.of(folder.resolve("data"))))),
                folder);
    }

    /** As the other, with a configuration file. */
    public static RunningServer start(Path folder, String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), yaml);
        return new RunningServer(
                SnapferryServer.start(new ConfigurationReader(Map.of())
                        .read(
                                file,
                                new CommandLineOverrides(
                                        Optional.empty(), Optional.of(0), Optional.of(folder.resolve("data"))))),
                folder);
    }

    /** Registers a replica set. */
    public void createCluster(String name, String connectionString) {
        ok(
                "POST",
                OWN + "/groups/" + project + "/clusters",
                "{\"name\":\"" + name + "\",\"clusterType\":\"REPLICASET\",\"connectionString\":\"" + connectionString
                        + "\"}");
    }

    /** The path of a cluster in Atlas's API. */
    public String cluster(String name) {
        return "/api/atlas/v1.0/groups/" + project + "/clusters/" + name;
    }

    /** The path of a cluster in our own API. */
    public String ownCluster(String name) {
        return OWN + "/groups/" + project + "/clusters/" + name;
    }

    /** Any request; a body is JSON. */
    public HttpResponse<String> send(String method, String target, String body) {
        HttpRequest.Builder request = body.isEmpty() ? HttpRequest.newBuilder() : DigestClient.json();
        return client.send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a request that must succeed. */
    public JsonNode ok(String method, String target, String body) {
        HttpResponse<String> response = send(method, target, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a snapshot, and gives its id. */
    public String takeSnapshot(String cluster) {
        return ok("POST", cluster(cluster) + "/backup/snapshots", "{\"description\":\"live\",\"retentionInDays\":1}")
                .path("id")
                .asText();
    }

    /** The snapshot once it has one of the states. */
    public JsonNode awaitSnapshot(String cluster, String id, String... states) {
        return await(cluster(cluster) + "/backup/snapshots/" + id, "status", states);
    }

    private JsonNode await(String target, String field, String... values) {
        Instant deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (true) {
            JsonNode answer = ok("GET", target, "");
            if (List.of(values).contains(answer.path(field).asText())) {
                return answer;
            }
            assertThat(Instant.now()).as("waiting at %s", answer).isBefore(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Exports a snapshot to the end, and gives the lines of all objects of a collection. */
    public List<JsonNode> export(String cluster, String snapshot, String database, String collection)
            throws IOException {
        String exports = cluster(cluster) + "/backup/exports";
        JsonNode accepted =
                ok("POST", exports, "{\"snapshotId\":\"" + snapshot + "\",\"exportBucketId\":\"" + bucket + "\"}");
        JsonNode job =
                await(exports + "/" + accepted.path("id").asText(), "state", "Successful", "Failed", "Cancelled");
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("Successful");
        return exported(job.path("prefix").asText(), database, collection);
    }

    /** The lines of all objects of a collection below a prefix. */
    public List<JsonNode> exported(String prefix, String database, String collection) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        Path folder = bucketFolder.resolve(prefix).resolve(database).resolve(collection);
        try (Stream<Path> objects = Files.list(folder)) {
            for (Path object : objects.filter(path -> path.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList()) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        documents.add(MAPPER.readTree(line));
                    }
                }
            }
        }
        return documents;
    }

    @Override
    public void close() {
        server.close();
    }
}
