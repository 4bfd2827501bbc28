package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A program that ran, and what came of it.
 *
 * @param command that was run
 * @param status its exit status
 * @param out standard output
 * @param err standard error
 */
record Run(String command, int status, String out, String err) {
    private static final JsonMapper MAPPER = new JsonMapper();

    Run done() {
        assertThat(status).as("%s%n%s%n%s", command, out, err).isZero();
        return this;
    }

    /** The one JSON value on standard output. */
    JsonNode json() {
        return json(out);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
