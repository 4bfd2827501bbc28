package io.snapferry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.http.Operation;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One operation that is served and specified, in one version, on one kind of cluster. */
record Case(Operation operation, ClusterType type, Specification specification, JsonNode documented) {
    static final Map<String, String> FILES = Map.of(
            "/api/atlas/v1.0", "openapi-v1-backup.json",
            "/api/atlas/v2", "openapi-v2-backup.json");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

    /** All of them; none when the specifications are not beside the repository. */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            for (Operation operation : server.api().operations()) {
                for (Map.Entry<String, String> file : FILES.entrySet()) {
                    if (operation.route().template().startsWith(file.getKey())) {
                        Specification.read(file.getValue())
                                .ifPresent(specification -> specification
                                        .operation(operation)
                                        .ifPresent(documented -> Stream.of(ClusterType.values())
                                                .forEach(type -> cases.add(
                                                        new Case(operation, type, specification, documented)))));
                    }
                }
            }
        }
        return cases;
    }

    String operationId() {
        return documented.get("operationId").asText();
    }

    boolean names(String pathParameter) {
        return operation.route().template().contains("{" + pathParameter + "}");
    }

    boolean documents(int status) {
        return documented.get("responses").has(String.valueOf(status));
    }

    /** The media type of a success. */
    String mediaType() {
        return operation
                .version()
                .map(date -> "application/vnd.atlas." + date + "+json")
                .orElse("application/json");
    }

    HttpResponse<String> send(Situation situation, String key, String query, String body) {
        return situation
                .server()
                .as(key)
                .send(
                        operation.route().method().name(),
                        pathOf(situation) + query,
                        request(body),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> sendUnsigned(Situation situation) {
        return situation
                .server()
                .as("nobody")
                .sendUnsigned(operation.route().method().name(), pathOf(situation), request(""), new byte[0]);
    }

    private HttpRequest.Builder request(String body) {
        HttpRequest.Builder request = operation
                .version()
                .map(date -> DigestClient.version(date.toString()))
                .orElseGet(HttpRequest::newBuilder);
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    private String pathOf(Situation situation) {
        Matcher parameter = PARAMETER.matcher(operation.route().template());
        return parameter.replaceAll(
                found -> Optional.ofNullable(situation.parameters().get(found.group(1)))
                        .orElseGet(() -> abort("no value of " + found.group() + " for " + this)));
    }

    void assertErrorAsSpecified(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode error = Specification.MAPPER.readTree(response.body());
        assertThat(specification.violationsOfError(error)).as(response.body()).isEmpty();
        assertThat(error.get("error").asInt()).isEqualTo(response.statusCode());
    }

    @Override
    public String toString() {
        return operationId() + operation.version().map(date -> " " + date).orElse("") + " " + type;
    }
}
