package io.snapferry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** Holds single answers of other tests against the specifications of the original. */
public final class SpecifiedAnswers {
    private SpecifiedAnswers() {}

    /**
     * Fails when an answer is not as it is specified, {@link Deviations} aside; skips the test visibly when the specifications are
     * not beside the repository.
     *
     * @param operation as the specification has it, for example {@code get /api/atlas/v2/groups}
     */
    public static void assertFits(HttpResponse<String> answer, String operation) {
        Optional<Specification> found =
                Specification.read(operation.contains("/v2") ? "openapi-v2-backup.json" : "openapi-v1-backup.json");
        assumeTrue(found.isPresent(), "no shared/atlas, so answers were not compared with Atlas's specification");
        Specification specification = found.orElseThrow();
        JsonNode documented = specification.operation(operation);
        String mediaType =
                answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode content =
                specification.content(documented, answer.statusCode()).path(mediaType);
        assertThat(content.isMissingNode())
                .as("%s answers %s with %s: %s", operation, answer.statusCode(), mediaType, answer.body())
                .isFalse();
        List<String> violations = specification.violations(parse(answer.body()), content.path("schema"));

        String operationId = documented.path("operationId").asText();
        assertThat(violations)
                .filteredOn(violation -> !Deviations.excuse(operationId, violation))
                .as(operation + " " + answer.body())
                .isEmpty();
    }

    private static JsonNode parse(String body) {
        try {
            return Specification.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }
}
