package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the clients that exist send, and what they cannot do without in the answer. Each file in {@code exchanges/} is one client:
 * its requests in order, with the status, the places that must be there ({@code needs}) and the values ({@code has}) as JSON
 * pointers, and what later requests name ({@code keeps}).
 */
class ClientExchangesTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Stands for what a request names, in braces. */
    private final Map<String, String> names = new HashMap<>(Map.of(
            "organization", TestServer.ORGANIZATION,
            "project", TestServer.PROJECT,
            "store", TestServer.STORE,
            "seededBucket", TestServer.BUCKET,
            "snapshot", TestServer.SNAPSHOT,
            "shardedSnapshot", TestServer.SHARDED_SNAPSHOT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "atlas-cli",
                "atlas-cli-v1.0",
                "go-sdk-v1.0",
                "npm",
                "python",
                "scripts",
                "terraform",
                "terraform-v1.0"
            })
    void givesTheClientWhatItNeeds(String client) throws IOException {
        try (TestServer server = TestServer.start()) {
            server.connectCluster();
            for (JsonNode exchange : read(client).path("exchanges")) {
                replay(server.as("orgowner"), exchange);
            }
        }
    }

    private static JsonNode read(String client) throws IOException {
        try (InputStream file = ClientExchangesTest.class.getResourceAsStream("/exchanges/" + client + ".json")) {
            return MAPPER.readTree(file);
        }
    }

    private void replay(DigestClient client, JsonNode exchange) throws IOException {
        String what = exchange.path("command").asText();
        String path = filled(exchange.path("path").asText());
        HttpRequest.Builder request = HttpRequest.newBuilder();
        Optional<String> accept = text(exchange, "accept");
        accept.ifPresent(type -> request.header("Accept", type));
        text(exchange, "contentType").ifPresent(type -> request.header("Content-Type", type));
        String body = exchange.has("body") ? filled(exchange.get("body").toString()) : "";

        HttpResponse<String> response =
                client.send(exchange.path("method").asText(), path, request, body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode())
                .as("%s: %s", what, response.body())
                .isEqualTo(exchange.path("status").asInt());
        assertContentType(what, response, path);
        if (response.body().isEmpty()) {
            assertThat(response.statusCode()).as(what).isEqualTo(204);
            return;
        }
        JsonNode answer = MAPPER.readTree(response.body());
        exchange.path("needs")
                .forEach(place -> assertThat(answer.at(place.asText()).isMissingNode())
                        .as("%s needs %s in %s", what, place, answer)
                        .isFalse());
        for (Map.Entry<String, JsonNode> place : exchange.path("has").properties()) {
            assertThat(answer.at(place.getKey()))
                    .as("%s: %s in %s", what, place.getKey(), answer)
                    .isEqualTo(MAPPER.readTree(filled(place.getValue().toString())));
        }
        if (answer.has("results")) {
            assertSelfLink(what, answer, path);
        }
        exchange.path("keeps")
                .properties()
                .forEach(kept -> names.put(
                        kept.getKey(), answer.at(kept.getValue().asText()).asText()));
    }

    /** The Go clients of v2 read no body without one of these types, not even an error. */
    private static void assertContentType(String what, HttpResponse<String> response, String path) {
        boolean isVersioned = path.startsWith("/api/atlas/v2") && response.statusCode() < 300;
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .matches(
                        isVersioned
                                ? "application/vnd\\.atlas\\.\\d{4}-\\d\\d-\\d\\d\\+json;charset=utf-8"
                                : "application/json");
    }

    /** The old Go client turns pages by what the links say. */
    private static void assertSelfLink(String what, JsonNode answer, String path) {
        JsonNode self = answer.path("links").path(0);
        assertThat(self.path("rel").asText()).as(what).isEqualTo("self");
        assertThat(self.path("href").asText())
                .as(what)
                .contains(path.replaceFirst("\\?.*", "") + "?")
                .contains("pageNum=", "itemsPerPage=");
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    private String filled(String template) {
        String text = template;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace("{" + name.getKey() + "}", name.getValue());
        }
        return text;
    }
}
