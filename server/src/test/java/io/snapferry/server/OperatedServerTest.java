package io.snapferry.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server as a whole shows of itself, by its settings. */
final class OperatedServerTest {
    @TempDir
    private Path folder;

    private SnapferryServer start(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), "server: {port: 0}\n" + yaml);
        return SnapferryServer.start(new ConfigurationReader(Map.of()).read(file, CommandLineOverrides.NONE));
    }

    private static HttpResponse<String> get(URI server, String target) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.resolve(target)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metersAreForEverybodyOrForThoseWhoSignIn() throws Exception {
        try (SnapferryServer open = start("")) {
            assertThat(get(open.uri(), "/metrics").body())
                    .contains("snapferry_running_exports 0.0", "jvm_memory_used_bytes{", "process_uptime_seconds");
        }
        try (SnapferryServer closed = start("metrics: {access: authenticated}")) {
            assertThat(get(closed.uri(), "/metrics").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void namesEveryPartThatIsHealthy() throws Exception {
        try (SnapferryServer server = start("health: {min-free-space: 0}")) {
            HttpResponse<String> answer = get(server.uri(), "/health/ready");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"checks\":[{\"name\":\"catalog\",\"status\":\"ok\"},"
                            + "{\"name\":\"data-directory\",\"status\":\"ok\"},"
                            + "{\"name\":\"snapshot-directory\",\"status\":\"ok\"},"
                            + "{\"name\":\"webhooks\",\"status\":\"ok\"}],\"status\":\"ready\"}");
        }
    }

    @Test
    void isNotReadyWhenItsDiskHasNoRoomAndSaysWhich() throws Exception {
        try (SnapferryServer server = start("health: {min-free-space: 1048576GiB}")) {
            HttpResponse<String> answer = get(server.uri(), "/health/ready");
            JsonNode body = new ObjectMapper().readTree(answer.body());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(body.path("status").asText()).isEqualTo("not ready");
            assertThat(body.at("/checks/0/status").asText()).isEqualTo("ok");
            assertThat(body.at("/checks/1/name").asText()).isEqualTo("data-directory");
            assertThat(body.at("/checks/1/status").asText()).isEqualTo("failed");
            assertThat(body.at("/checks/1/problem").asText()).contains("are free");
            assertThat(answer.body()).doesNotContain(folder.toString());
            assertThat(get(server.uri(), "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void entriesOfTheAuditLogAreForgottenWhenTheyAreTooOld() throws Exception {
        Instant now = Instant.parse("2026-01-02T03:28:25Z");
        Id<Organization> organization = Id.next(now);
        try (SqlCatalog catalog = SqlCatalog.open(folder.resolve("catalog"))) {
            for (int days : new int[] {0, 399, 401}) {
                catalog.auditLog().put(entry(organization, now.minus(Duration.ofDays(days))));
            }
            Housekeeping.forgetExpired(catalog, now, Duration.ofDays(400));
            assertThat(catalog.auditLog()
                            .page(organization, AuditLog.Filter.ALL, Page.Request.FIRST)
                            .items())
                    .extracting(AuditEntry::at)
                    .containsExactly(now, now.minus(Duration.ofDays(399)));
        }
    }

    private static AuditEntry entry(Id<Organization> organization, Instant at) {
        return new AuditEntry(
                Id.next(at),
                at,
                AuditEntry.Kind.CHANGE,
                new AuditEntry.Actor(AuditEntry.ActorKind.UNKNOWN, Optional.empty(), ""),
                "",
                "createExport",
                "POST",
                "/",
                Optional.of(organization),
                Optional.empty(),
                Optional.empty(),
                Optional.of(200),
                Optional.empty(),
                "64b0000000000000000000dd");
    }
}
