package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server whose configuration declares all that an export needs, and how to ask it for one. */
final class DeclaredServer {
    static final String BUCKET = "backups";
    private static final int THREADS = 4;

    /** One more than threads that encode. */
    static final int UPLOADS_AT_ONCE = THREADS + 1;

    /** Settings of exports that make many chunks of little data. */
    static final String CHUNKS = "{chunk-size: 1KiB, threads: " + THREADS + "}";

    private static final String PROJECT = "64b0000000000000000000bb";
    private static final String BUCKET_ID = "64b000000000000000000001";
    private static final String SNAPSHOT = "64b000000000000000000003";
    private static final String LATER_SNAPSHOT = "64b000000000000000000004";
    private static final String EXPORTS =
            ServerContext.ATLAS + "/groups/" + PROJECT + "/clusters/testCluster/backup/exports";
    private static final String SNAPSHOTS =
            ServerContext.ATLAS + "/groups/" + PROJECT + "/clusters/testCluster/backup/snapshots";
    private static final String OWN_EXPORTS =
            ServerContext.OWN + "/groups/" + PROJECT + "/clusters/testCluster/exports";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeclaredServer() {}

    /** Writes the configuration of a server with its data beside it, that exports to a bucket of an S3 server. */
    static Path configure(Path folder, S3TestServer s3, Path dump) throws IOException {
        return configure(folder, "", s3Store(s3), dump);
    }

    /** The same, with an endpoint that leads to the store. */
    static Path configure(Path folder, S3TestServer s3, URI endpoint, Path dump) throws IOException {
        return configure(folder, "", s3Store(s3, endpoint), dump);
    }

    /** A store's settings, as one line of YAML. */
    static String s3Store(S3TestServer s3) {
        return s3Store(s3, s3.endpoint());
    }

    private static String s3Store(S3TestServer s3, URI endpoint) {
        return "{name: store, type: s3, endpoint: '%s', region: us-east-1, path-style: true, access-key-id: %s, secret-access-key: %s}"
                .formatted(endpoint, s3.accessKeyId(), s3.secretAccessKey());
    }

    /** A store's settings, as one line of YAML. */
    static String folderStore(Path root) {
        return "{name: store, type: folder, root: '" + root + "'}";
    }

    /**
     * Writes the configuration of a server with its data beside it.
     *
     * @param settings more lines of YAML, whole sections
     * @param store whose bucket is exported to, as one line of YAML
     */
    static Path configure(Path folder, String settings, String store, Path dump) throws IOException {
        return Files.writeString(folder.resolve("snapferry.yaml"), """
                server: {host: 127.0.0.1, port: 0, requests-per-minute: 0}
                data-directory: ./data
                %s
                organizations:
                - name: KS Sandbox
                  projects:
                  - name: mySbx
                    id: %s
                    api-keys:
                    - {public-key: abcdefgh, private-key: not-a-real-secret, roles: [GROUP_BACKUP_MANAGER]}
                    stores:
                    - %s
                    export-buckets:
                    - {bucket-name: %s, store: store, id: %s}
                    clusters:
                    - name: testCluster
                      snapshots:
                      - created-at: 2021-03-27T14:09:05Z
                        id: %s
                        replica-sets:
                        - {name: rs0, source: '%s'}
                      - created-at: 2021-03-28T14:09:05Z
                        id: %s
                        replica-sets:
                        - {name: rs0, source: '%s'}
                """.formatted(
                        settings.contains("export:") ? settings : "export: " + CHUNKS + "\n" + settings,
                        PROJECT,
                        store,
                        BUCKET,
                        BUCKET_ID,
                        SNAPSHOT,
                        dump,
                        LATER_SNAPSHOT,
                        dump));
    }

    /** Adds to a configuration where the cluster is, so that its snapshots can be taken. */
    static void connect(Path config, String connectionString) throws IOException {
        String cluster = "- name: testCluster\n";
        String text = Files.readString(config);
        Files.writeString(
                config, text.replace(cluster, cluster + "      connection-string: '" + connectionString + "'\n"));
    }

    /** Asks for a snapshot of the cluster. */
    static JsonNode takeSnapshot(ApiClient client) throws IOException, InterruptedException {
        return client.post(
                SNAPSHOTS, ServerContext.object().put("description", "now").put("retentionInDays", 1));
    }

    static JsonNode showSnapshot(ApiClient client, JsonNode snapshot) throws IOException, InterruptedException {
        return client.get(SNAPSHOTS + "/" + snapshot.path("id").asText());
    }

    static ApiClient client(URI server) {
        return new ApiClient(server, "abcdefgh", "not-a-real-secret");
    }

    /** Asks for an export of the first snapshot. */
    static JsonNode create(ApiClient client) throws IOException, InterruptedException {
        return create(client, SNAPSHOT);
    }

    /** Asks for an export of the second snapshot. */
    static JsonNode createOfLater(ApiClient client) throws IOException, InterruptedException {
        return create(client, LATER_SNAPSHOT);
    }

    static JsonNode list(ApiClient client) throws IOException, InterruptedException {
        return client.get(EXPORTS);
    }

    /** Asks for an export of a snapshot. */
    static JsonNode create(ApiClient client, String snapshot) throws IOException, InterruptedException {
        return client.post(
                EXPORTS, ServerContext.object().put("snapshotId", snapshot).put("exportBucketId", BUCKET_ID));
    }

    static JsonNode show(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        return client.get(EXPORTS + "/" + job.path("id").asText());
    }

    /** The job as our own API tells it. */
    static JsonNode showOwn(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        return client.get(OWN_EXPORTS + "/" + job.path("id").asText());
    }

    /** Asks that the job be cancelled. */
    static JsonNode cancel(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        return client.deleteAndShow(OWN_EXPORTS + "/" + job.path("id").asText());
    }

    /** Whether it is too late to cancel the job. */
    static boolean cancelRefused(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        try {
            cancel(client, job);
            return false;
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage()).contains("EXPORT_NOT_CANCELLABLE");
        }
    }

    /** Returns the job when it has ended. */
    static JsonNode awaitEnd(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        JsonNode[] now = {show(client, job)};
        Eventually.await(
                () -> {
                    now[0] = show(client, job);
                    return now[0].has("finishedAt");
                },
                PATIENCE,
                "the end of the export");
        return now[0];
    }
}
