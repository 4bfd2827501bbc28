package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a small program with a client printed: a line of JSON for each step, with the answer as the client understood it.
 *
 * @param steps in the order in which they were taken
 */
record Walk(List<JsonNode> steps) {
    Walk {
        steps = List.copyOf(steps);
    }

    static Walk of(Run run) {
        return new Walk(run.done().out().lines().map(Run::json).toList());
    }

    /** What every such program reads from its environment. */
    static Map<String, String> environment(InteropServer server, String cluster) {
        return Map.of(
                "WALK_URL", server.uri().toString(),
                "WALK_PUBLIC_KEY", InteropServer.PUBLIC_KEY,
                "WALK_PRIVATE_KEY", InteropServer.PRIVATE_KEY,
                "WALK_ORGANIZATION", InteropServer.ORGANIZATION,
                "WALK_PROJECT", InteropServer.PROJECT,
                "WALK_ROLE", InteropServer.ROLE,
                "WALK_CLUSTER", cluster,
                "WALK_LIVE_CLUSTER", InteropServer.LIVE_CLUSTER,
                "WALK_SHARDED", String.valueOf(cluster.equals(InteropServer.SHARDED_CLUSTER)),
                "WALK_LIVE", String.valueOf(cluster.equals(InteropServer.LIVE_CLUSTER)));
    }

    /** The answers of a step that may be taken more than once. */
    List<JsonNode> answers(String step) {
        return steps.stream()
                .filter(line -> line.path("step").asText().equals(step))
                .map(line -> line.path("answer"))
                .toList();
    }

    /** The answer of a step that is taken once. */
    JsonNode answer(String step) {
        List<JsonNode> answers = answers(step);
        assertThat(answers).as(step).hasSize(1);
        return answers.get(0);
    }
}
