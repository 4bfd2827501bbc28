package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, walked over every operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private static final Map<String, Role> KEYS = Map.of(
            "orgowner", Role.ORG_OWNER,
            "orgreader", Role.ORG_READ_ONLY,
            "member", Role.ORG_MEMBER,
            "owner", Role.GROUP_OWNER,
            "reader", Role.GROUP_READ_ONLY,
            "manager", Role.GROUP_BACKUP_MANAGER,
            "exporter", Role.GROUP_BACKUP_EXPORT_OPERATOR,
            "creator", Role.GROUP_BACKUP_CREATOR,
            "restorer", Role.GROUP_BACKUP_RECOVERY_OPERATOR);

    /** Acceptable to every version, and ignored where there are none. */
    private static final String ACCEPT = "application/vnd.atlas.2099-01-01+json";

    private static final String RIVAL = "64b0000000000000000000ab";

    private static final List<Role> RIVAL_ROLES = List.of(Role.ORG_OWNER, Role.ORG_READ_ONLY, Role.ORG_MEMBER);

    private final TestServer server = TestServer.start();

    @BeforeAll
    void putRivals() {
        server.catalog.tenants().putOrganization(new Organization(new Id<>(RIVAL), "Rival"));
        RIVAL_ROLES.forEach(role -> server.putKey("rival" + role, rival(role)));
    }

    private static RoleGrant rival(Role role) {
        return new RoleGrant.InOrganization(role, new Id<>(RIVAL));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<Arguments> operationsAndKeys() {
        List<Arguments> cases = new ArrayList<>();
        List<Operation> operations = server.api().operations().stream()
                .filter(operation -> !hasOwnSignIn(operation.route()))
                .toList();
        for (Operation operation : operations) {
            KEYS.forEach((key, role) -> cases.add(Arguments.of(operation.route(), operation.permission(), key, role)));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("operationsAndKeys")
    void letsInExactlyTheRolesOfTheTable(Route route, Permission permission, String key, Role role) {
        boolean isAllowed = permission.roles().isEmpty() || permission.roles().contains(role);

        // An empty body and ids of nothing: whoever gets past the gate meets another refusal behind it
        int status = call(key, route, TestServer.PROJECT, "c1").statusCode();

        assertThat(status == 403).isEqualTo(!isAllowed);
        assertThat(status).isNotIn(401, 500);
    }

    /** The OAuth endpoints are where one signs in; OAuthTest is about them. */
    private static boolean hasOwnSignIn(Route route) {
        return route.template().startsWith("/api/oauth/");
    }

    Stream<Route> tenantRoutes() {
        return server.api().operations().stream()
                .map(Operation::route)
                .distinct()
                .filter(route -> route.template().matches(".*\\{(groupId|orgId)}.*"));
    }

    @ParameterizedTest
    @MethodSource("tenantRoutes")
    void letsNoKeyAndNoTokenOfAnotherOrganizationIn(Route route) {
        for (Role role : RIVAL_ROLES) {
            String key = "rival" + role;
            HttpRequest.Builder token = server.withTokenOf(key, rival(role)).header("Accept", ACCEPT);
            for (String cluster : List.of("c1", "nope")) {
                String foreign = path(route, TestServer.PROJECT, TestServer.ORGANIZATION, cluster);
                String unknown = path(route, TestServer.UNKNOWN, TestServer.UNKNOWN, cluster);

                assertSameRefusal(send(key, route, foreign), send(key, route, unknown));
                assertSameRefusal(send(token, route, foreign), send(token, route, unknown));
            }
        }
    }

    private static void assertSameRefusal(HttpResponse<String> foreign, HttpResponse<String> unknown) {
        assertThat(foreign.statusCode()).isIn(403, 404).isEqualTo(unknown.statusCode());
        assertThat(foreign.body()
                        .replace(TestServer.PROJECT, TestServer.UNKNOWN)
                        .replace(TestServer.ORGANIZATION, TestServer.UNKNOWN))
                .containsPattern("ACCESS_FORBIDDEN|GROUP_NOT_FOUND|ORG_NOT_FOUND")
                .isEqualTo(unknown.body());
    }

    @Test
    void letsATokenDoWhatAKeyOfTheSameRolesDoes() {
        RoleGrant grant = new RoleGrant.InProject(Role.GROUP_READ_ONLY, new Id<>(TestServer.PROJECT));
        HttpRequest.Builder token = server.withTokenOf("watcher", grant).header("Accept", ACCEPT);
        for (Operation operation : server.api().operations()) {
            Route route = operation.route();
            if (!hasOwnSignIn(route)) {
                String path = path(route, TestServer.PROJECT, TestServer.ORGANIZATION, "c1");
                assertThat(send(token, route, path).statusCode())
                        .as(route.toString())
                        .isEqualTo(send("reader", route, path).statusCode());
            }
        }
    }

    Stream<Route> projectRoutes() {
        return server.api().operations().stream()
                .map(Operation::route)
                .filter(route -> route.template().contains("{groupId}"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("projectRoutes")
    void tellsAStrangerNothingAboutWhatExists(Route route) {
        for (String key : List.of("stranger", "member")) {
            HttpResponse<String> foreign = call(key, route, TestServer.PROJECT, "c1");
            HttpResponse<String> foreignWithoutCluster = call(key, route, TestServer.PROJECT, "nope");
            HttpResponse<String> unknown = call(key, route, TestServer.UNKNOWN, "c1");

            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(foreign.body()).contains("ACCESS_FORBIDDEN").isEqualTo(unknown.body());
            assertThat(foreignWithoutCluster.body()).isEqualTo(unknown.body());
        }
    }

    @ParameterizedTest
    @MethodSource("projectRoutes")
    void tellsTheOwnerOfAnotherOrganizationThatNothingExists(Route route) {
        server.catalog.tenants().putOrganization(new Organization(new Id<>("64b0000000000000000000ab"), "Rival"));
        server.putKey(
                "rival" + route.hashCode(),
                new RoleGrant.InOrganization(Role.ORG_OWNER, new Id<>("64b0000000000000000000ab")));
        String key = "rival" + route.hashCode();

        HttpResponse<String> foreign = call(key, route, TestServer.PROJECT, "c1");
        HttpResponse<String> unknown = call(key, route, TestServer.UNKNOWN, "c1");

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace(TestServer.PROJECT, TestServer.UNKNOWN))
                .contains("GROUP_NOT_FOUND")
                .isEqualTo(unknown.body());
    }

    @ParameterizedTest
    @CsvSource({"reader", "owner"})
    void tellsAKeyOfAProjectNothingAboutOrganizations(String key) {
        String keysOf = "/api/snapferry/v1/orgs/%s/apiKeys";
        HttpResponse<String> own = server.as(key).get(keysOf.formatted(TestServer.ORGANIZATION));
        HttpResponse<String> unknown = server.as(key).get(keysOf.formatted(TestServer.UNKNOWN));

        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(own.body()).isEqualTo(unknown.body());
    }

    @Test
    void answersProbesWithoutAKey() {
        for (String probe : List.of("/health/live", "/health/ready")) {
            assertThat(server.as("nobody").get(probe).statusCode()).isEqualTo(200);
        }
        server.catalog.setReady(false);
        assertThat(server.as("nobody").get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(server.as("nobody").get("/health/live").statusCode()).isEqualTo(200);
        server.catalog.setReady(true);
    }

    private HttpResponse<String> call(String key, Route route, String project, String cluster) {
        return send(key, route, path(route, project, TestServer.ORGANIZATION, cluster));
    }

    private static String path(Route route, String project, String organization, String cluster) {
        return route.template()
                .replace("{groupId}", project)
                .replace("{orgId}", organization)
                .replace("{clusterName}", cluster)
                .replaceAll("\\{[a-zA-Z]+}", TestServer.UNKNOWN);
    }

    private HttpResponse<String> send(String key, Route route, String path) {
        HttpRequest.Builder request = DigestClient.json().header("Accept", ACCEPT);
        return server.as(key).send(route.method().name(), path, request, bodyFor(route));
    }

    private HttpResponse<String> send(HttpRequest.Builder signed, Route route, String path) {
        return server.as("nobody").sendUnsigned(route.method().name(), path, signed.copy(), bodyFor(route));
    }

    private static byte[] bodyFor(Route route) {
        boolean hasBody = route.method() == Route.Method.POST || route.method() == Route.Method.PATCH;
        return hasBody ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
