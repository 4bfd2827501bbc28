package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.snapferry.bson.BsonFormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official corpus (mongodb/specifications, source/bson-corpus), read by the rules of its README: canonical text equal
 * but for spaces between tokens and the choice of escapes.
 */
class BsonCorpusTest {
    @BeforeAll
    static void findCorpus() {
        SharedData.require("bson-corpus");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("validCases")
    void validCase(String description, BsonDocument testCase) throws Exception {
        byte[] canonicalBson = hex(testCase, "canonical_bson").orElseThrow();
        String canonicalJson = json(testCase, "canonical_extjson").orElseThrow();
        boolean isLossy = testCase.getBoolean("lossy", BsonBoolean.FALSE).getValue();

        assertThat(Conversions.canonical(canonicalBson)).isEqualTo(canonicalJson);
        byte[] back = Conversions.bson(canonicalJson);
        assertThat(Conversions.canonical(back)).isEqualTo(canonicalJson);
        if (!isLossy) {
            assertSame(back, canonicalBson);
        }
        Optional<String> relaxedJson = json(testCase, "relaxed_extjson");
        if (relaxedJson.isPresent()) {
            assertThat(Conversions.relaxed(canonicalBson)).isEqualTo(relaxedJson.get());
            assertThat(Conversions.relaxed(Conversions.bson(relaxedJson.get()))).isEqualTo(relaxedJson.get());
        }
        Optional<byte[]> degenerateBson = hex(testCase, "degenerate_bson");
        if (degenerateBson.isPresent()) {
            assertThat(Conversions.canonical(degenerateBson.get())).isEqualTo(canonicalJson);
        }
        Optional<String> degenerateJson = json(testCase, "degenerate_extjson");
        if (degenerateJson.isPresent()) {
            byte[] read = Conversions.bson(degenerateJson.get());
            assertThat(Conversions.canonical(read)).isEqualTo(canonicalJson);
            if (!isLossy) {
                assertSame(read, canonicalBson);
            }
        }
    }

    static List<Arguments> validCases() throws IOException {
        return cases("valid");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decodeErrorCases")
    void decodeErrorIsRefused(String description, BsonDocument testCase) {
        byte[] bson = hex(testCase, "bson").orElseThrow();
        for (JsonMode mode : JsonMode.values()) {
            assertThatThrownBy(() -> Conversions.text(Transcoder.forMode(mode), bson))
                    .isInstanceOf(BsonFormatException.class);
        }
    }

    static List<Arguments> decodeErrorCases() throws IOException {
        return cases("decodeErrors");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parseErrorCases")
    void parseErrorIsRefused(String description, BsonDocument testCase) {
        String text = testCase.getString("string").getValue();
        boolean isNumber = description.startsWith("Decimal128");
        String json = isNumber ? "{\"d\":{\"$numberDecimal\":\"" + text.replace("\"", "\\\"") + "\"}}" : text;
        assertThatThrownBy(() -> Conversions.bson(json)).isInstanceOf(ExtendedJsonFormatException.class);
    }

    static List<Arguments> parseErrorCases() throws IOException {
        return cases("parseErrors");
    }

    private static List<Arguments> cases(String kind) throws IOException {
        List<Arguments> cases = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SharedData.require("bson-corpus"), "*.json")) {
            for (Path file : files) {
                BsonDocument corpus = BsonDocument.parse(Files.readString(file));
                for (BsonValue value : corpus.getArray(kind, new BsonArray())) {
                    BsonDocument testCase = value.asDocument();
                    String description = corpus.getString("description").getValue() + ": "
                            + testCase.getString("description").getValue();
                    cases.add(Arguments.of(description, testCase));
                }
            }
        }
        return cases;
    }

    private static Optional<byte[]> hex(BsonDocument testCase, String key) {
        return testCase.containsKey(key)
                ? Optional.of(HexFormat.of().parseHex(testCase.getString(key).getValue()))
                : Optional.empty();
    }

    private static Optional<String> json(BsonDocument testCase, String key) {
        return testCase.containsKey(key)
                ? Optional.of(compact(testCase.getString(key).getValue()))
                : Optional.empty();
    }

    /** The same text without spaces between tokens, and with the escapes that we choose. */
    private static String compact(String json) {
        StringBuilder compact = new StringBuilder();
        boolean insideString = false;
        int position = 0;
        while (position < json.length()) {
            char unit = json.charAt(position);
            if (insideString && unit == '\\' && json.charAt(position + 1) == 'u') {
                appendUnit(compact, (char) Integer.parseInt(json.substring(position + 2, position + 6), 16));
                position += 6;
            } else if (insideString && unit == '\\') {
                compact.append(json, position, position + 2);
                position += 2;
            } else {
                insideString ^= unit == '"';
                if (insideString) {
                    appendUnit(compact, unit);
                } else if (unit != ' ') {
                    compact.append(unit);
                }
                position++;
            }
        }
        return compact.toString();
    }

    private static void appendUnit(StringBuilder text, char unit) {
        if (PlainCharacters.contains(unit)) {
            text.append(unit);
        } else {
            text.append(String.format("\\u%04x", (int) unit));
        }
    }

    private static void assertSame(byte[] actual, byte[] expected) {
        String actualHex = HexFormat.of().formatHex(actual);
        String expectedHex = HexFormat.of().formatHex(expected);
        if (!actualHex.equals(expectedHex)) {
            fail("expected %s, found %s", expectedHex, actualHex);
        }
    }
}
