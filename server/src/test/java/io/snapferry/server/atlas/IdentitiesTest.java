package io.snapferry.server.atlas;

import static io.snapferry.server.contract.SpecifiedAnswers.assertFits;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AddressRange;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentitiesTest {
    private static final String V1 = "/api/atlas/v1.0";
    private static final String V2 = "/api/atlas/v2";
    private static final String ORG = "/orgs/" + TestServer.ORGANIZATION;
    private static final String GROUP = "/groups/" + TestServer.PROJECT;

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String key, String method, String target, String body) {
        HttpRequest.Builder request = DigestClient.json().header("Accept", "application/vnd.atlas.2025-03-12+json");
        return server.as(key).send(method, target, request, body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode ok(String key, String method, String target, String body) {
        HttpResponse<String> answer = send(key, method, target, body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String newKey(String roles) {
        return ok("orgowner", "POST", V1 + ORG + "/apiKeys", "{\"desc\":\"ci\",\"roles\":[" + roles + "]}")
                .path("id")
                .textValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void listsOrganizationsByTheBeginningOfTheirName(String base) {
        assertThat(ok("member", "GET", base + "/orgs?name=aC", "").path("results"))
                .hasSize(1);
        assertThat(ok("member", "GET", base + "/orgs?name=cme", "").path("results"))
                .isEmpty();
        JsonNode organization = ok("member", "GET", base + ORG, "");
        assertThat(organization.toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"isDeleted\":false,\"links\":[{\"href\":\"%s\",\"rel\":\"self\"}],\"name\":\"Acme\"}"
                                .formatted(TestServer.ORGANIZATION, server.uri() + base + ORG));
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void makesShowsAndDeletesAKey(String base) {
        JsonNode made =
                ok("orgowner", "POST", base + ORG + "/apiKeys", "{\"desc\":\"ci\",\"roles\":[\"ORG_READ_ONLY\"]}");
        String url = base + ORG + "/apiKeys/" + made.path("id").textValue();
        String publicKey = made.path("publicKey").textValue();
        DigestClient client = new DigestClient(
                server.uri(), publicKey, made.path("privateKey").textValue());

        assertThat(client.get(V1 + ORG).statusCode()).isEqualTo(200);
        JsonNode shown = ok("member", "GET", url, "");
        assertThat(shown.path("privateKey").textValue())
                .startsWith("********-****-****-********")
                .hasSize(31);
        assertThat(shown.path("roles").toString()).contains("ORG_READ_ONLY");
        assertThat(send("orgowner", "DELETE", url, "").statusCode()).isEqualTo(204);
        assertThat(client.get(V1 + ORG).statusCode()).isEqualTo(401);
        assertThat(json(send("orgowner", "GET", url, "")).path("errorCode").textValue())
                .isEqualTo("API_KEY_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void changesAKeysDescriptionAndItsRolesInTheOrganizationOnly(String base) {
        String id = newKey("\"ORG_MEMBER\"");
        String url = base + ORG + "/apiKeys/" + id;
        send("owner", "POST", base + GROUP + "/apiKeys/" + id, "[{\"roles\":[\"GROUP_READ_ONLY\"]}]");

        JsonNode described = ok("orgowner", "PATCH", url, "{\"desc\":\"weekly\"}");
        JsonNode changed = ok("orgowner", "PATCH", url, "{\"roles\":[\"ORG_READ_ONLY\"]}");

        assertThat(described.path("roles").toString()).contains("ORG_MEMBER", "GROUP_READ_ONLY");
        assertThat(changed.path("desc").textValue()).isEqualTo("weekly");
        assertThat(changed.path("roles").toString())
                .contains("ORG_READ_ONLY", "GROUP_READ_ONLY")
                .doesNotContain("ORG_MEMBER");
        assertThat(send("orgreader", "PATCH", url, "{\"desc\":\"mine\"}").statusCode())
                .isEqualTo(403);
        assertThat(send("orgowner", "PATCH", url, "{\"roles\":[]}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void givesAnOrganizationAnotherName(String base) {
        assertThat(ok("orgowner", "PATCH", base + ORG, "{\"name\":\"Acme & Co\"}")
                        .path("name")
                        .textValue())
                .isEqualTo("Acme & Co");
        assertThat(ok("member", "GET", base + ORG, "").path("name").textValue()).isEqualTo("Acme & Co");
        assertThat(send("orgowner", "PATCH", base + ORG, "{\"name\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("owner", "PATCH", base + ORG, "{\"name\":\"x\"}").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void givesRolesInAProjectAndNothingBeyond(String base) {
        String id = newKey("\"ORG_MEMBER\"");
        String assign = base + GROUP + "/apiKeys/" + id;

        assertThat(send("owner", "POST", assign, "[{\"roles\":[\"GROUP_BACKUP_MANAGER\"]}]")
                        .statusCode())
                .isEqualTo(204);
        assertThat(json(send("owner", "POST", assign, "[{\"roles\":[\"ORG_OWNER\"]}]"))
                        .path("errorCode")
                        .textValue())
                .isEqualTo("INVALID_ENUM_VALUE");
        JsonNode listed = ok("reader", "GET", base + GROUP + "/apiKeys", "").path("results");
        assertThat(listed.toString())
                .contains(id, "GROUP_BACKUP_MANAGER")
                .doesNotContain("ORG_", TestServer.OTHER_PROJECT);
        JsonNode made =
                ok("owner", "POST", base + GROUP + "/apiKeys", "{\"desc\":\"ci\",\"roles\":[\"GROUP_READ_ONLY\"]}");
        assertThat(made.path("roles").toString())
                .isEqualTo("[{\"groupId\":\"" + TestServer.PROJECT + "\",\"roleName\":\"GROUP_READ_ONLY\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"desc\":\"\",\"roles\":[\"ORG_OWNER\"]}|INVALID_ATTRIBUTE",
                "{\"roles\":[\"ORG_OWNER\"]}|MISSING_ATTRIBUTE",
                "{\"desc\":\"x\",\"roles\":[]}|MISSING_ATTRIBUTE",
                "{\"desc\":\"x\",\"roles\":\"ORG_OWNER\"}|INVALID_JSON_ATTRIBUTE",
                "{\"desc\":\"x\",\"roles\":[1]}|INVALID_JSON_ATTRIBUTE",
                "{\"desc\":\"x\",\"roles\":[\"GROUP_OWNER\"]}|INVALID_ENUM_VALUE",
                "{\"desc\":\"x\",\"roles\":[\"ORG_OWNER\"],\"id\":\"1\"}|INVALID_ATTRIBUTE",
                "[]|INVALID_JSON"
            })
    void refusesABadKey(String body, String code) {
        HttpResponse<String> refused = send("orgowner", "POST", V2 + ORG + "/apiKeys", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("errorCode").textValue()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void letsAKeyInOnlyFromItsAccessList(String base) {
        JsonNode made = ok("orgowner", "POST", base + ORG + "/apiKeys", "{\"desc\":\"ci\",\"roles\":[\"ORG_OWNER\"]}");
        String list = base + ORG + "/apiKeys/" + made.path("id").textValue() + "/accessList";
        DigestClient client = new DigestClient(
                server.uri(),
                made.path("publicKey").textValue(),
                made.path("privateKey").textValue());

        ok("orgowner", "POST", list, "[{\"cidrBlock\":\"192.0.2.9/24\"},{\"ipAddress\":\"2001:db8::1\"}]");
        HttpResponse<String> refused = client.get(TestServer.EXPORTS);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("errorCode").textValue()).isEqualTo("IP_ADDRESS_NOT_ON_ACCESS_LIST");
        assertThat(json(refused).path("parameters").toString()).isEqualTo("[\"127.0.0.1\"]");
        assertThat(client.get("/api/nothing").statusCode()).isEqualTo(403);
        assertThat(new DigestClient(server.uri(), made.path("publicKey").textValue(), "wrong")
                        .get(TestServer.EXPORTS)
                        .statusCode())
                .isEqualTo(401);

        JsonNode entries = ok("orgowner", "POST", list, "[{\"cidrBlock\":\"127.0.0.0/8\"}]");
        assertThat(entries.path("totalCount").intValue()).isEqualTo(3);
        assertThat(client.get(TestServer.EXPORTS).statusCode()).isEqualTo(200);

        assertThat(send("orgowner", "DELETE", list + "/127.0.0.0-8", "").statusCode())
                .isEqualTo(204);
        assertThat(send("orgowner", "DELETE", list + "/127.0.0.0-8", "").statusCode())
                .isEqualTo(404);
        assertThat(client.get(TestServer.EXPORTS).statusCode()).isEqualTo(403);
        assertThat(send("orgowner", "DELETE", list + "/192.0.2.0-24", "").statusCode())
                .isEqualTo(204);
        assertThat(send("orgowner", "DELETE", list + "/2001:db8:0:0:0:0:0:1", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get(TestServer.EXPORTS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{}]",
                "[{\"cidrBlock\":\"10.0.0.0/8\",\"ipAddress\":\"10.0.0.1\"}]",
                "[{\"cidrBlock\":\"10.0.0.0\"}]",
                "[{\"ipAddress\":\"localhost\"}]",
                "[{\"ipAddress\":\"10.0.0.0/8\"}]",
                "{}",
                "[1]"
            })
    void refusesABadEntryAndAddsNoneBesideIt(String entries) {
        String list = V2 + ORG + "/apiKeys/" + newKey("\"ORG_MEMBER\"") + "/accessList";
        String body = entries.replaceFirst("^\\[", "[{\"ipAddress\":\"10.0.0.1\"},");

        assertThat(send("orgowner", "POST", list, body).statusCode()).isEqualTo(400);
        assertThat(ok("orgowner", "GET", list, "").path("results")).isEmpty();
    }

    @Test
    void makesAServiceAccountThatShowsItsSecretOnce() {
        JsonNode made = ok(
                "orgowner",
                "POST",
                V2 + ORG + "/serviceAccounts",
                "{\"name\":\"ci\",\"description\":\"nightly\",\"roles\":[\"ORG_READ_ONLY\"],\"secretExpiresAfterHours\":8}");
        String secret = made.path("secrets").path(0).path("secret").textValue();
        String one = V2 + ORG + "/serviceAccounts/" + made.path("clientId").textValue();

        assertThat(made.path("clientId").textValue()).matches("mdb_sa_id_[0-9a-f]{24}");
        assertThat(secret).matches("mdb_sa_sk_[\\w-]{40}");
        assertThat(made.path("secrets").path(0).path("expiresAt").textValue()).isEqualTo("2026-01-02T11:28:25Z");
        assertThat(send("orgreader", "GET", V2 + ORG + "/serviceAccounts", "").body())
                .contains("mdb_sa_sk_****" + secret.substring(secret.length() - 4))
                .doesNotContain(secret);
        assertThat(send("orgreader", "GET", one, "").statusCode()).isEqualTo(200);
        String lifetime = "{\"secretExpiresAfterHours\":8}";
        JsonNode second = ok("orgowner", "POST", one + "/secrets", lifetime);
        assertThat(second.path("secret").textValue()).startsWith("mdb_sa_sk_").isNotEqualTo(secret);
        assertThat(json(send("orgowner", "POST", one + "/secrets", lifetime))
                        .path("errorCode")
                        .textValue())
                .isEqualTo("SERVICE_ACCOUNT_SECRET_LIMIT_EXCEEDED");
        String secondUrl = one + "/secrets/" + second.path("id").textValue();
        assertThat(send("orgowner", "DELETE", secondUrl, "").statusCode()).isEqualTo(204);
        assertThat(send("orgowner", "DELETE", secondUrl, "").statusCode()).isEqualTo(404);
        assertThat(send("orgowner", "DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(send("orgowner", "DELETE", one, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "8761", "1.5", "\"8\"", "null"})
    void refusesABadLifetimeOfASecret(String hours) {
        String body = "{\"name\":\"ci\",\"description\":\"d\",\"roles\":[\"ORG_MEMBER\"],\"secretExpiresAfterHours\":"
                + hours + "}";

        assertThat(send("orgowner", "POST", V2 + ORG + "/serviceAccounts", body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersTheAddressesOfTheControlPlaneWithoutASignIn() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().header("Accept", "application/vnd.atlas.2023-11-15+json");

        HttpResponse<String> answer =
                server.as("nobody").sendUnsigned("GET", V2 + "/unauth/controlPlaneIPAddresses", request, new byte[0]);
        assertThat(answer.body())
                .isEqualTo("{\"inbound\":{\"aws\":{},\"azure\":{},\"gcp\":{}},"
                        + "\"outbound\":{\"aws\":{},\"azure\":{},\"gcp\":{}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void answersAsTheSpecificationOfAtlasSays(String base) {
        String id = newKey("\"ORG_READ_ONLY\"");
        ApiKey asking = server.catalog.tenants().apiKey("abcdefgh").orElseGet(() -> {
            server.putKey(
                    "abcdefgh",
                    server.catalog
                            .tenants()
                            .apiKey("orgowner")
                            .orElseThrow()
                            .grants()
                            .get(0));
            return server.catalog.tenants().apiKey("abcdefgh").orElseThrow();
        });
        for (String range : List.of("127.0.0.1/32", "10.0.0.0/8", "2001:db8::1/128")) {
            server.catalog
                    .accessLists()
                    .add(
                            asking.id(),
                            List.of(new AccessLists.Entry(
                                    AddressRange.parse(range).orElseThrow(), TestServer.NOW)));
        }
        String newKey = "{\"desc\":\"ci\",\"roles\":[\"%s\"]}";
        String keys = "/orgs/{orgId}/apiKeys";
        check("GET", base, "", "", "");
        check("GET", base, "/orgs/{orgId}", "", "");
        check("GET", base, keys + "/{apiUserId}", id, "");
        check("POST", base, keys, "", newKey.formatted("ORG_READ_ONLY"));
        check("POST", base, "/groups/{groupId}/apiKeys", "", newKey.formatted("GROUP_READ_ONLY"));
        check("GET", base, "/orgs", "", "");
        if (base.equals(V2)) { // v1.0 types these as bare arrays; on the wire they are pages
            String list = keys + "/{apiUserId}/accessList";
            check("POST", base, list, asking.id().hex(), "[{\"cidrBlock\":\"10.1.0.0/16\"}]");
            check("GET", base, list, asking.id().hex(), "");
            check("GET", base, "/groups/{groupId}/apiKeys", "", "");
            check(
                    "POST",
                    base,
                    "/orgs/{orgId}/serviceAccounts",
                    "",
                    "{\"name\":\"ci\",\"description\":\"d\",\"roles\":[\"ORG_MEMBER\"],\"secretExpiresAfterHours\":8}");
            check("GET", base, "/orgs/{orgId}/serviceAccounts", "", "");
            check("GET", base, "/unauth/controlPlaneIPAddresses", "", "");
        }
    }

    private void check(String method, String base, String template, String apiKey, String body) {
        String path = template.replace("{orgId}", TestServer.ORGANIZATION)
                .replace("{groupId}", TestServer.PROJECT)
                .replace("{apiUserId}", apiKey);

        assertFits(
                send("abcdefgh", method, base + path, body), method.toLowerCase(Locale.ROOT) + " " + base + template);
    }
}
