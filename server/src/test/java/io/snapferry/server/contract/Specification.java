package io.snapferry.server.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Route;
import io.snapferry.server.testing.Documents;
import io.snapferry.server.testing.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a specification of the original says about the operations that it and this server have. */
final class Specification {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode document;
    private final SchemaCheck check;

    private Specification(JsonNode document) {
        this.document = document;
        this.check = new SchemaCheck(document);
    }

    /** The specification of a file, when the reference data is beside the repository. */
    static Optional<Specification> read(String name) {
        return Documents.shared("atlas/" + name).map(text -> {
            try {
                return new Specification(MAPPER.readTree(text));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(name, e);
            }
        });
    }

    /** An operation of the server as the specification has it; empty when it has not. */
    Optional<JsonNode> operation(Operation operation) {
        Route route = operation.route();
        String shape = shape(route.template());
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode found = path.getValue().path(route.method().name().toLowerCase(Locale.ROOT));
            if (shape(path.getKey()).equals(shape) && !found.isMissingNode()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** An operation by method and path, for example {@code get /api/atlas/v2/groups}. */
    JsonNode operation(String methodAndPath) {
        String[] parts = methodAndPath.split(" ", 2);
        return document.path("paths").path(parts[1]).path(parts[0]);
    }

    /** All its operations, each as its method and path. */
    List<String> routes() {
        List<String> routes = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return routes;
    }

    static String shape(String template) {
        return template.replaceAll("\\{[a-zA-Z]+}", "{}");
    }

    /** The answers of an operation that have this status, by their media type. */
    JsonNode content(JsonNode operation, int status) {
        return operation.path("responses").path(String.valueOf(status)).path("content");
    }

    List<String> violations(JsonNode body, JsonNode schema) {
        return check.violations(body, schema);
    }

    List<String> violationsOfError(JsonNode body) {
        return check.violations(body, document.at("/components/schemas/ApiError"));
    }
}
