package io.snapferry.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check itself must be able to say no. */
class SchemaCheckTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String DOCUMENT = """
            {"components": {"schemas": {
              "Thing": {"type": "object", "required": ["id"], "discriminator": {"propertyName": "kind",
                  "mapping": {"big": "#/components/schemas/Big"}},
                "properties": {"id": {"type": "string", "pattern": "^[a-f0-9]{4}$"}, "kind": {"type": "string", "enum": ["big", "small"]},
                  "count": {"type": "integer", "format": "int32", "minimum": 0}, "at": {"type": "string", "format": "date-time"},
                  "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
                  "either": {"oneOf": [{"type": "object", "properties": {"a": {"type": "boolean"}}},
                      {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}}]}}},
              "Big": {"allOf": [{"$ref": "#/components/schemas/Thing"},
                {"type": "object", "required": ["size"], "properties": {"size": {"type": "number"}}}]}
            }}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"id":"00ff","kind":"small","count":3,"at":"2026-01-02T03:27:08Z","tags":["a","b"]} |
                    {"id":"00ff","kind":"big","size":1.5} |
                    {"id":"00ff","either":{"a":true}} |
                    {"id":"00ff","either":{"b":"x"}} |
                    {"kind":"small"} | id: is required
                    {"id":"00FF"} | id: does not match its pattern
                    {"id":"00ff","kind":"huge"} | kind: "huge" is not in the enum
                    {"id":"00ff","kind":"big"} | size: is required
                    {"id":"00ff","kind":"small","size":1} | size: is not known
                    {"id":"00ff","count":"3"} | count: is not of type integer
                    {"id":"00ff","count":-1} | count: -1 is out of range
                    {"id":"00ff","count":2147483648} | count: 2147483648 is out of range
                    {"id":"00ff","count":null} | count: null
                    {"id":"00ff","at":"2026-01-02 03:27:08"} | at: is no date-time
                    {"id":"00ff","tags":["a",1]} | tags[]: is not of type string
                    {"id":"00ff","tags":["a","a"]} | tags: has an item twice
                    {"id":"00ff","either":{"c":1}} | either.c: is not known
                    [] | : is not of type object
                    """)
    void findsWhatIsWrong(String value, @Nullable String violation) throws Exception {
        JsonNode document = MAPPER.readTree(DOCUMENT);
        JsonNode schema = document.at("/components/schemas/Thing");

        assertThat(new SchemaCheck(document).violations(MAPPER.readTree(value), schema))
                .isEqualTo(violation == null ? List.of() : List.of(violation));
    }
}
