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

    private static final String PROJECT = "64b0000000000000000000bb";
    private static final String BUCKET_ID = "64b000000000000000000001";
    private static final String SNAPSHOT = "64b000000000000000000003";
    private static final String LATER_SNAPSHOT = "64b000000000000000000004";
    private static final String EXPORTS =
            ServerContext.ATLAS + "/groups/" + PROJECT + "/clusters/testCluster/backup/exports";
    private static final String OWN_EXPORTS =
            ServerContext.OWN + "/groups/" + PROJECT + "/clusters/testCluster/exports";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DeclaredServer() {}

    /** Writes the configuration of a server with its data beside it. */
    static Path configure(Path folder, S3TestServer s3, Path dump) throws IOException {
        return configure(folder, s3, s3.endpoint(), dump);
    }

    /** The same, with an endpoint that leads to the store. */
    static Path configure(Path folder, S3TestServer s3, URI endpoint, Path dump) throws IOException {
        return Files.writeString(folder.resolve("snapferry.yaml"), """
                server: {host: 127.0.0.1, port: 0}
                data-directory: ./data
                export: {chunk-size: 1KiB, threads: %d}
                organizations:
                - name: KS Sandbox
                  projects:
                  - name: mySbx
                    id: %s
                    api-keys:
                    - {public-key: abcdefgh, private-key: not-a-real-secret, roles: [GROUP_BACKUP_MANAGER]}
                    stores:
                    - name: minio
                      type: s3
                      endpoint: %s
                      region: us-east-1
                      path-style: true
                      access-key-id: %s
                      secret-access-key: %s
                    export-buckets:
                    - {bucket-name: %s, store: minio, id: %s}
                    clusters:
                    - name: testCluster
                      snapshots:
                      - created-at: 2021-03-27T14:09:05Z
                        id: %s
                        replica-sets:
                        - {name: rs0, source: %s}
                      - created-at: 2021-03-28T14:09:05Z
                        id: %s
                        replica-sets:
                        - {name: rs0, source: %s}
                """.formatted(
                        THREADS,
                        PROJECT,
                        endpoint,
                        s3.accessKeyId(),
                        s3.secretAccessKey(),
                        BUCKET,
                        BUCKET_ID,
                        SNAPSHOT,
                        dump,
                        LATER_SNAPSHOT,
                        dump));
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

    private static JsonNode create(ApiClient client, String snapshot) throws IOException, InterruptedException {
        return client.post(
                EXPORTS, ServerContext.object().put("snapshotId", snapshot).put("exportBucketId", BUCKET_ID));
    }

    static JsonNode list(ApiClient client) throws IOException, InterruptedException {
        return client.get(EXPORTS);
    }

    static void cancel(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        JsonNode unused =
                client.deleteAndShow(OWN_EXPORTS + "/" + job.path("id").asText());
    }

    static JsonNode show(ApiClient client, JsonNode job) throws IOException, InterruptedException {
        return client.get(EXPORTS + "/" + job.path("id").asText());
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
