package io.snapferry.server.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds answers against the description that the server serves of itself: the status must be described, and so must the error
 * code, the content type and every attribute of the body. What is not described as an operation, such as a path that leads
 * nowhere, is not looked at, and neither are enveloped answers.
 */
public final class DescribedAnswers {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode DOCUMENT = served();

    private DescribedAnswers() {}

    /** The description. */
    public static JsonNode document() {
        return DOCUMENT;
    }

    private static JsonNode served() {
        try (HttpServer server = TestServer.emptyApi().start("127.0.0.1", 0)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/openapi.json"))
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            return MAPPER.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException("the description is not served", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @throws AssertionError when the answer is not as it is described */
    static void check(HttpResponse<String> response) {
        URI uri = response.request().uri();
        String query = uri.getRawQuery();
        if (query != null && query.contains("envelope")) {
            return;
        }
        String method = response.request().method().toLowerCase(Locale.ROOT);
        Optional<JsonNode> operation = pathItem(uri.getRawPath()).map(item -> item.get(method));
        if (operation.isEmpty()) {
            return;
        }
        List<String> violations = violations(response, operation.get());
        if (!violations.isEmpty()) {
            throw new AssertionError(method + " " + uri + " answered " + response.statusCode() + " " + response.body()
                    + ", which is not described: " + violations);
        }
    }

    /** The path that fits; one that names a segment is better than one with a parameter for it. */
    private static Optional<JsonNode> pathItem(String path) {
        String[] segments = path.replaceAll("/+$", "").split("/", -1);
        JsonNode best = null;
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, JsonNode> entry : DOCUMENT.get("paths").properties()) {
            String[] template = entry.getKey().split("/", -1);
            int parameters = parametersOf(template, segments);
            if (parameters >= 0 && parameters < fewest) {
                best = entry.getValue();
                fewest = parameters;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many segments a parameter stands for; -1 when the path does not fit. */
    private static int parametersOf(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return -1;
        }
        int parameters = 0;
        for (int i = 0; i < template.length; i++) {
            boolean isParameter = template[i].startsWith("{");
            if (!isParameter && !template[i].equals(segments[i])) {
                return -1;
            }
            parameters += isParameter ? 1 : 0;
        }
        return parameters;
    }

    private static List<String> violations(HttpResponse<String> response, JsonNode operation) {
        JsonNode described = operation.path("responses").path(String.valueOf(response.statusCode()));
        if (described.isMissingNode()) {
            return List.of("no such status");
        }
        List<String> violations = new ArrayList<>();
        JsonNode header = described.path("headers").path("X-Error-Code");
        Optional<String> code = response.headers().firstValue("X-Error-Code");
        if (header.path("required").asBoolean() && code.isEmpty()) {
            violations.add("no X-Error-Code");
        }
        if (code.isPresent() && !contains(header.path("schema").path("enum"), code.get())) {
            violations.add("no such error code");
        }
        if (!response.body().isEmpty()) {
            String type =
                    response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
            JsonNode content = described.path("content").path(type);
            if (content.isMissingNode()) {
                violations.add("no content of type " + type);
            } else if (type.endsWith("json")) {
                violations.addAll(new SchemaCheck(DOCUMENT).violations(parse(response.body()), content.get("schema")));
            }
        }
        return violations;
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode one : names) {
            if (one.textValue().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }
}
