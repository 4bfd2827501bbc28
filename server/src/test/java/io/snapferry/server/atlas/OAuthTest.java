package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.testing.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a service account from its secret to an answer, as the Go clients go it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuthTest {
    private static final String TOKEN = "/api/oauth/token";
    private static final String REVOKE = "/api/oauth/revoke";
    private static final String GRANT = "grant_type=client_credentials";

    private final TestServer server = TestServer.start();
    private final ServiceAccountSecret secret = ServiceAccountSecret.next(TestServer.NOW, Duration.ofDays(1));
    private final ServiceAccount account = server.putAccount(
            "ci", secret, new RoleGrant.InProject(Role.GROUP_BACKUP_MANAGER, new Id<>(TestServer.PROJECT)));

    @AfterAll
    void stop() {
        server.close();
    }

    private String basic() {
        return basic(account.clientId(), secret.value());
    }

    private static String basic(String clientId, String clientSecret) {
        String pair = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String path, String authorization, String form) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded");
        return server.as("nobody").sendUnsigned("POST", path, request, form.getBytes(StandardCharsets.UTF_8));
    }

    private String token() {
        try {
            return new ObjectMapper()
                    .readTree(post(TOKEN, basic(), GRANT).body())
                    .path("access_token")
                    .textValue();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> exports(String authorization) {
        return server.as("nobody")
                .sendUnsigned(
                        "GET",
                        TestServer.EXPORTS,
                        HttpRequest.newBuilder().header("Authorization", authorization),
                        new byte[0]);
    }

    @Test
    void changesASecretForATokenThatOpensTheApi() {
        HttpResponse<String> answer = post(TOKEN, basic(), GRANT + "&scope=");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .matches("\\{\"access_token\":\"[\\w.-]+\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        assertThat(exports("bearer " + token()).statusCode()).isEqualTo(200);
    }

    @Test
    void revokesAToken() {
        String token = token();

        HttpResponse<String> revoked = post(REVOKE, basic(), "token=" + token + "&token_type_hint=access_token");
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(revoked.body()).isEmpty();
        assertThat(exports("Bearer " + token).statusCode()).isEqualTo(401);
        assertThat(post(REVOKE, basic(), "token=" + token).statusCode()).isEqualTo(200);
        assertThat(post(REVOKE, basic(), "token=nonsense").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesABadTokenAsABadKeyButWithItsOwnChallenge() {
        HttpResponse<String> refused = exports("Bearer " + token() + "x");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"MMS Public API\", error=\"invalid_token\"");
        assertThat(refused.body()).contains("You are not authorized for this resource.");
    }

    @Test
    void refusesAWrongSecretAndAnUnknownAccountAlike() {
        String wrong = post(TOKEN, basic(account.clientId(), secret.value() + "x"), GRANT)
                .body();
        String unknown = post(TOKEN, basic("mdb_sa_id_" + TestServer.UNKNOWN, secret.value()), GRANT)
                .body();

        assertThat(wrong).contains("\"error\":\"invalid_client\"").isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic Og==",
                "Basic YQ==",
                "Basic JTo=",
                "Digest x",
                "Bearer x",
                "basic YTpi"
            })
    void refusesAHostileHeader(String header) {
        HttpResponse<String> refused = post(TOKEN, header, GRANT);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_client");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"MMS Public API\"");
    }

    @Test
    void refusesAHugeHeader() {
        assertThat(post(TOKEN, "Basic " + "YTpi".repeat(3_000), GRANT).statusCode())
                .isEqualTo(401);
        assertThat(exports("Bearer " + "x".repeat(12_000)).statusCode()).isEqualTo(401);
        assertThat(exports("Bearer " + "x".repeat(20_000)).statusCode()).isEqualTo(431);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password, unsupported_grant_type",
        "grant_type=, unsupported_grant_type",
        "scope=x, invalid_request",
        "'', invalid_request",
        "grant_type=client_credentials&grant_type=client_credentials, invalid_request",
        "grant_type=%zz, invalid_request",
        "%ff%fe=1, invalid_request"
    })
    void refusesAnotherForm(String form, String error) {
        HttpResponse<String> refused = post(TOKEN, basic(), form);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"error\":\"" + error + "\"");
    }

    @Test
    void refusesJson() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().header("Authorization", basic()).header("Content-Type", "application/json");

        HttpResponse<String> refused =
                server.as("nobody").sendUnsigned("POST", TOKEN, request, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_request");
    }

    @Test
    void refusesTwoHeaders() {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Authorization", "Bearer " + token())
                .header("Authorization", "Bearer " + token());

        assertThat(server.as("nobody")
                        .sendUnsigned("GET", TestServer.EXPORTS, request, new byte[0])
                        .statusCode())
                .isEqualTo(401);
    }
}
