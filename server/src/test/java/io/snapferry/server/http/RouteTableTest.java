package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.atlas.UnsupportedOperations;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.testing.Documents;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every route that the HTTP server has, whoever put it there, stands in the one table of docs/api.md. {@link AccessTest} walks
 * the same operations with a key of each role, and {@code ApiDocumentTest} holds the table to them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTableTest {
    /** Who makes another route open to everybody has to say so here. */
    private static final Set<String> OPEN_TO_EVERYBODY = Set.of(
            "GET /api/atlas/v2/unauth/controlPlaneIPAddresses",
            "GET /api/docs",
            "GET /api/openapi.json",
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "POST /api/oauth/revoke",
            "POST /api/oauth/token");

    private final TestServer server = TestServer.start();
    private final HttpServer http = server.api().start("127.0.0.1", 0);

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    /** Permission by route, as documented. */
    private static Map<String, Permission> table() {
        return Documents.table(Documents.read("api.md"), "| operation | permission |").stream()
                .map(row -> row.replaceAll("[|`]", " ").strip().split(" {2,}"))
                .collect(Collectors.toMap(
                        cells -> cells[0], cells -> Permission.valueOf(cells[1]), (a, b) -> a, TreeMap::new));
    }

    private static Set<String> unsupported() {
        return UnsupportedOperations.all().stream()
                .map(operation -> operation.route().toString())
                .collect(Collectors.toSet());
    }

    @Test
    void hasARowForEveryRoute() {
        Set<String> known = new TreeSet<>(table().keySet());
        known.addAll(unsupported());
        Set<String> follow = known.stream()
                .flatMap(route -> {
                    String path = route.substring(route.indexOf(' '));
                    return route.startsWith("GET ")
                            ? Stream.of("HEAD" + path, "OPTIONS" + path)
                            : Stream.of("OPTIONS" + path);
                })
                .collect(Collectors.toSet());
        known.addAll(follow);

        assertThat(http.routes()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void opensNothingButThisToEverybody() {
        assertThat(table().entrySet().stream()
                        .filter(row -> row.getValue() == Permission.ANYONE)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(OPEN_TO_EVERYBODY);
    }

    @Test
    void asksForAKeyEverywhereElse() {
        for (String route : http.routes()) {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1);
            boolean isOpen = OPEN_TO_EVERYBODY.contains(route)
                    || (method.equals("HEAD") && OPEN_TO_EVERYBODY.contains("GET " + path))
                    || !path.startsWith("/api/");
            int status = server.as("nobody")
                    .sendUnsigned(
                            method,
                            path.replaceAll("\\{[a-zA-Z]+}", TestServer.UNKNOWN),
                            HttpRequest.newBuilder().header("Accept", "application/vnd.atlas.2099-01-01+json"),
                            new byte[0])
                    .statusCode();
            boolean hasOwnSignIn = path.startsWith("/api/oauth/");

            assertThat(status == 401).as(route).isEqualTo(!isOpen || hasOwnSignIn);
        }
        assertThat(List.of(Permission.values())).contains(Permission.ANYONE);
    }
}
