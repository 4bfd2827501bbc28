package io.snapferry.server.own;

import static io.snapferry.server.testing.WorkingServer.EXPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.queue.HeldBuckets;
import io.snapferry.server.testing.TestServer;
import io.snapferry.server.testing.WorkingServer;
import io.snapferry.testing.datadirectory.MongodDirectory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory is registered and exported as a dump is. */
class RegisteredDataDirectoryTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;

    private WorkingServer server;

    @BeforeEach
    void start() throws IOException {
        server = WorkingServer.start(folder.resolve("server"), HeldBuckets.open());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static MongodDirectory shop() {
        return MongodDirectory.standalone().collection("shop.orders", 60);
    }

    private JsonNode registered(Path directory, String more) throws IOException {
        HttpResponse<String> answer = server.as("owner")
                .post(
                        "/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters/c1/backup/snapshots",
                        "{\"createdAt\":\"2026-01-02T03:27:08Z\",\"replicaSets\":[{\"name\":\"rs0\",\"source\":\""
                                + directory + "\"}]" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return MAPPER.readTree(answer.body());
    }

    /** The job when it has ended. */
    private JsonNode exported(JsonNode snapshot) throws IOException {
        String id = MAPPER.readTree(server.as("exporter")
                        .post(
                                EXPORTS,
                                TestServer.exportRequest(snapshot.path("id").asText(), TestServer.BUCKET))
                        .body())
                .path("id")
                .asText();
        WorkingServer.await(
                () -> server.as("reader").get(EXPORTS + "/" + id).body().contains("\"finishedAt\""), "the job's end");
        return MAPPER.readTree(server.as("reader").get(EXPORTS + "/" + id).body());
    }

    private String manifest(JsonNode job) throws IOException {
        return Files.readString(server.object(job.path("prefix").asText()).resolve(".manifest.jsonl"));
    }

    @Test
    void isExportedWithItsReadPointInTheManifest() throws IOException {
        JsonNode snapshot = registered(shop().write(folder.resolve("data")), "");
        assertThat(snapshot.has("atCheckpoint")).isFalse();
        JsonNode job = exported(snapshot);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("Successful");
        assertThat(job.at("/progress/documents").asInt()).isEqualTo(60);
        assertThat(manifest(job)).contains("\"sources\":{\"rs0\":{\"deployment\":\"standalone\"");
    }

    @Test
    void failsWithTheReasonWhenItsJournalIsMissing() throws IOException {
        JsonNode job = exported(registered(shop().journalMissing().write(folder.resolve("data")), ""));
        assertThat(job.path("state").asText()).isEqualTo("Failed");
        assertThat(job.at("/stateReason/errorCode").asText()).isEqualTo("SNAPSHOT_UNREADABLE");
        assertThat(job.at("/stateReason/message").asText())
                .contains("journal/WiredTigerLog.0000000005: missing")
                .contains("checkpoint");
    }

    @Test
    void isExportedWithoutItsJournalWhenTheCheckpointIsWanted() throws IOException {
        JsonNode snapshot = registered(shop().journalMissing().write(folder.resolve("data")), ",\"atCheckpoint\":true");
        assertThat(snapshot.path("atCheckpoint").asBoolean()).isTrue();
        JsonNode job = exported(snapshot);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("Successful");
        assertThat(manifest(job)).contains("\"journal\":\"not read, the checkpoint alone\"");
    }
}
