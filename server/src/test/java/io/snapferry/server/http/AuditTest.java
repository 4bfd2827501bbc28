package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditEntry.ActorKind;
import io.snapferry.server.catalog.AuditEntry.Kind;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who did what is kept, whatever it was. */
class AuditTest {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final Map<String, String> PARAMETERS = Map.of(
            "groupId", TestServer.PROJECT,
            "orgId", TestServer.ORGANIZATION,
            "clusterName", "c1");
    private static final String OWN_AUDIT = "/api/snapferry/v1/orgs/" + TestServer.ORGANIZATION + "/audit";
    private static final String OWN_KEYS = "/api/snapferry/v1/orgs/" + TestServer.ORGANIZATION + "/apiKeys";

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<AuditEntry> entries() {
        return server.catalog.auditLog().all();
    }

    static Stream<Operation> changingOperations() {
        return TestServer.emptyApi().operations().stream()
                .filter(operation -> operation.route().method() != Route.Method.GET);
    }

    @ParameterizedTest
    @MethodSource("changingOperations")
    void keepsAnEntryForEveryOperationThatChangesSomething(Operation operation) {
        String path = PATH_PARAMETER
                .matcher(operation.route().template())
                .replaceAll(result ->
                        Matcher.quoteReplacement(PARAMETERS.getOrDefault(result.group(1), TestServer.UNKNOWN)));
        HttpRequest.Builder request = operation
                .version()
                .map(version -> DigestClient.version(version.toString()))
                .orElseGet(HttpRequest::newBuilder);

        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String method = operation.route().method().name();
        DigestClient client = server.as("orgowner");
        HttpResponse<String> answer = operation.permission() == Permission.ANYONE
                ? client.sendUnsigned(method, path, request, body)
                : client.send(method, path, request, body);

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.operation()).isEqualTo(operation.description().id());
            assertThat(entry.method()).isEqualTo(operation.route().method().name());
            assertThat(entry.path()).isEqualTo(path);
            assertThat(entry.status()).contains(answer.statusCode());
            assertThat(entry.errorCode()).isEqualTo(answer.headers().firstValue("X-Error-Code"));
            assertThat(entry.requestId())
                    .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
            assertThat(entry.address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void tellsWhoMadeWhat() {
        HttpResponse<String> made =
                server.as("owner").post(TestServer.EXPORTS, """
                        {"snapshotId":"%s","exportBucketId":"%s"}""".formatted(TestServer.SNAPSHOT, TestServer.BUCKET));

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.CHANGE);
            assertThat(entry.actor().kind()).isEqualTo(ActorKind.API_KEY);
            assertThat(entry.actor().name()).isEqualTo("owner");
            assertThat(entry.actor().id()).isPresent();
            assertThat(entry.organization()).contains(new Id<>(TestServer.ORGANIZATION));
            assertThat(entry.project()).contains(new Id<>(TestServer.PROJECT));
            assertThat(entry.target()).contains(read(made).path("id").asText());
            assertThat(entry.at()).isEqualTo(TestServer.NOW);
        });
    }

    @Test
    void tellsWhatWasDeleted() {
        server.as("owner").delete("/api/snapferry/v1/groups/" + TestServer.PROJECT + "/stores/" + TestServer.UNKNOWN);
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.target()).contains(TestServer.UNKNOWN);
            assertThat(entry.errorCode()).contains("CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
        });
    }

    @Test
    void keepsAChangeThatWasForbidden() {
        server.as("reader").delete(TestServer.BUCKETS + "/" + TestServer.BUCKET);
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.CHANGE);
            assertThat(entry.status()).contains(403);
        });
    }

    @Test
    void keepsNothingOfWhatIsReadAndAllowed() {
        server.as("reader").get(TestServer.EXPORTS);
        server.as("reader").get("/api/nowhere");
        assertThat(entries()).isEmpty();
    }

    @Test
    void keepsWhatMayNotBeRead() {
        server.as("stranger").get(TestServer.EXPORTS);
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.ACCESS_REFUSED);
            assertThat(entry.actor().name()).isEqualTo("stranger");
            assertThat(entry.project()).contains(new Id<>(TestServer.PROJECT));
            assertThat(entry.status()).contains(403);
        });
    }

    @Test
    void keepsAFailedSignInWithTheNameThatWasClaimed() {
        new DigestClient(server.uri(), "owner", "guessed").get(TestServer.EXPORTS);
        new DigestClient(server.uri(), "nobody", "guessed").get("/api/nowhere");

        assertThat(entries()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.SIGN_IN_REFUSED);
            assertThat(entry.actor().kind()).isEqualTo(ActorKind.UNKNOWN);
            assertThat(entry.status()).contains(401);
        });
        assertThat(entries().get(0).actor().name()).isEqualTo("owner");
        assertThat(entries().get(0).organization()).contains(new Id<>(TestServer.ORGANIZATION));
        assertThat(entries().get(1).organization()).isEmpty();
    }

    @Test
    void keepsNothingOfAChallenge() {
        server.as("owner").sendUnsigned("GET", TestServer.EXPORTS, HttpRequest.newBuilder(), new byte[0]);
        assertThat(entries()).isEmpty();
    }

    @Test
    void keepsTokensThatWereAskedFor() {
        String wrong = Base64.getEncoder()
                .encodeToString(("mdb_sa_id_" + TestServer.UNKNOWN + ":mdb_sa_sk_x").getBytes(StandardCharsets.UTF_8));
        server.as("nobody")
                .sendUnsigned(
                        "POST",
                        "/api/oauth/token",
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Authorization", "Basic " + wrong),
                        "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.SIGN_IN_REFUSED);
            assertThat(entry.actor().name()).isEqualTo("mdb_sa_id_" + TestServer.UNKNOWN);
            assertThat(entry.operation()).isEqualTo("createToken");
        });
    }

    @Test
    void namesServiceAccounts() {
        HttpRequest.Builder request =
                server.withTokenOf("ci", new RoleGrant.InProject(Role.GROUP_OWNER, new Id<>(TestServer.PROJECT)));
        server.as("nobody").sendUnsigned("POST", TestServer.EXPORTS, request, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.actor().kind()).isEqualTo(ActorKind.SERVICE_ACCOUNT);
            assertThat(entry.actor().name()).startsWith("mdb_sa_id_");
        });
    }

    @Test
    void nothingIsDoneThatCannotBeWrittenDown() {
        server.catalog.auditLog().breakDown();
        HttpResponse<String> answer = server.as("owner").delete(TestServer.BUCKETS + "/" + TestServer.BUCKET);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(server.catalog.destinations().bucket(new Id<>(TestServer.PROJECT), new Id<>(TestServer.BUCKET)))
                .isPresent();
    }

    @Test
    void strangersCannotFillTheDisk() {
        DigestClient guesser = new DigestClient(server.uri(), "owner", "guessed");
        for (int i = 0; i < 130; i++) {
            guesser.get(TestServer.EXPORTS);
        }
        assertThat(entries()).hasSizeBetween(120, 125);
        server.as("owner").delete(TestServer.BUCKETS + "/" + TestServer.BUCKET);
        assertThat(entries()).extracting(AuditEntry::kind).contains(Kind.CHANGE);
    }

    @Test
    void holdsNoSecretOfRequestOrAnswer() {
        HttpResponse<String> made =
                server.as("orgowner").post(OWN_KEYS + "?pretty=true", """
                {"desc":"a-telling-description","roles":[{"roleName":"ORG_OWNER","orgId":"%s"}]}""".formatted(TestServer.ORGANIZATION));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(entries().toString())
                .doesNotContain(read(made).path("privateKey").asText())
                .doesNotContain("telling")
                .doesNotContain("pretty")
                .doesNotContain(TestServer.PASSWORD);
    }

    @Test
    void ownersOfTheOrganizationListItByPagesAndFilters() {
        server.as("owner").delete(TestServer.BUCKETS + "/" + TestServer.UNKNOWN);
        server.as("stranger").get(TestServer.EXPORTS);

        JsonNode all = read(server.as("orgowner").get(OWN_AUDIT + "?itemsPerPage=1"));
        assertThat(all.path("totalCount").asInt()).isEqualTo(2);
        assertThat(all.path("results")).hasSize(1);
        JsonNode refused = read(server.as("orgowner").get(OWN_AUDIT + "?kind=ACCESS_REFUSED"));
        assertThat(refused.path("results")).singleElement().satisfies(entry -> {
            assertThat(entry.path("actor").asText()).isEqualTo("stranger");
            assertThat(entry.path("status").asInt()).isEqualTo(403);
            assertThat(entry.path("groupId").asText()).isEqualTo(TestServer.PROJECT);
        });
        JsonNode byOwner = read(server.as("orgowner")
                .get(OWN_AUDIT + "?actor=owner&groupId=" + TestServer.PROJECT
                        + "&from=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z&operation=deleteExportBucket"));
        assertThat(byOwner.path("results")).hasSize(1);
    }

    @Test
    void nobodyElseListsIt() {
        for (String key : List.of("orgreader", "member", "owner", "stranger")) {
            assertThat(server.as(key).get(OWN_AUDIT).statusCode()).as(key).isEqualTo(403);
        }
    }

    @Test
    void refusesFiltersThatMeanNothing() {
        for (String filter : List.of("kind=NONE", "groupId=x", "from=yesterday", "until=", "from=a&from=b")) {
            HttpResponse<String> answer = server.as("orgowner").get(OWN_AUDIT + "?" + filter);
            assertThat(answer.headers().firstValue("X-Error-Code"))
                    .as(filter)
                    .isEqualTo(Optional.of("INVALID_QUERY_PARAMETER"));
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
