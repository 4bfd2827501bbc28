package io.snapferry.json;

import static io.snapferry.bson.DocumentBuilder.bytes;
import static io.snapferry.bson.DocumentBuilder.concat;
import static io.snapferry.bson.DocumentBuilder.cstring;
import static io.snapferry.bson.DocumentBuilder.document;
import static io.snapferry.bson.DocumentBuilder.documentOf;
import static io.snapferry.bson.DocumentBuilder.int32;
import static io.snapferry.bson.DocumentBuilder.int64;
import static io.snapferry.bson.DocumentBuilder.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.bson.DocumentValidator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedJsonReaderTest {
    private static final byte[] OBJECT_ID = HexFormat.of().parseHex("56e1fc72e0c917e9c4714161");
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void readsTheRelaxedAndTheUnusualForms(String json, byte[] bson) throws Exception {
        assertThat(HEX.formatHex(Conversions.bson(json))).isEqualTo(HEX.formatHex(bson));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(" { } ", document().bytes()),
                Arguments.of("{\"v\":1}", documentOf(0x10, "v", int32(1))),
                Arguments.of("{\"v\":-2147483649}", documentOf(0x12, "v", int64(-2147483649L))),
                Arguments.of("{\"v\":9223372036854775808}", doubleOf(9.223372036854776E18)),
                Arguments.of("{\"v\":1.0}", doubleOf(1)),
                Arguments.of("{\"v\":1E2}", doubleOf(100)),
                Arguments.of("{\"v\":-0.0}", doubleOf(-0.0)),
                Arguments.of(
                        "{\"v\":\"\\u00e9\\ud83d\\ude00\\/\"}", documentOf(0x02, "v", string("\u00e9\ud83d\ude00/"))),
                Arguments.of(
                        "{\"v\":[1,[],{}]}",
                        documentOf(
                                0x04,
                                "v",
                                document()
                                        .element(0x10, "0", int32(1))
                                        .element(0x04, "1", document().bytes())
                                        .element(0x03, "2", document().bytes())
                                        .bytes())),
                Arguments.of("{\"v\":{\"$date\":\"1970-01-01T01:00:00.5+01:00\"}}", documentOf(0x09, "v", int64(500))),
                Arguments.of(
                        "{\"v\":{\"$uuid\":\"73ffd264-44b3-4c69-90e8-e7d1dfc035d4\"}}",
                        documentOf(0x05, "v", int32(16), bytes(4), HEX.parseHex("73ffd26444b34c6990e8e7d1dfc035d4"))),
                Arguments.of(
                        "{\"v\":{\"$binary\":{\"subType\":\"2\",\"base64\":\"/w==\"}}}",
                        documentOf(0x05, "v", int32(5), bytes(2), int32(1), bytes(255))),
                Arguments.of(
                        "{\"v\":{\"$timestamp\":{\"i\":4294967295,\"t\":1}}}",
                        documentOf(0x11, "v", int32(-1), int32(1))),
                Arguments.of(
                        "{\"v\":{\"$regularExpression\":{\"options\":\"xmi\",\"pattern\":\"a\"}}}",
                        documentOf(0x0B, "v", cstring("a"), cstring("imx"))),
                Arguments.of(
                        "{\"v\":{\"$dbPointer\":{\"$id\":{\"$oid\":\"56E1FC72E0C917E9C4714161\"},\"$ref\":\"c\"}}}",
                        documentOf(0x0C, "v", string("c"), OBJECT_ID)),
                Arguments.of("{\"v\":{\"$numberDouble\":\"-Infinity\"}}", doubleOf(Double.NEGATIVE_INFINITY)),
                // documents, whatever they look like
                Arguments.of(
                        "{\"$oid\":1,\"$date\":2}",
                        document()
                                .element(0x10, "$oid", int32(1))
                                .element(0x10, "$date", int32(2))
                                .bytes()),
                Arguments.of(
                        "{\"v\":{\"$regex\":\"a\",\"$options\":\"i\"}}",
                        documentOf(
                                0x03,
                                "v",
                                document()
                                        .element(0x02, "$regex", string("a"))
                                        .element(0x02, "$options", string("i"))
                                        .bytes())),
                Arguments.of(
                        "{\"v\":{\"$ref\":\"c\",\"$id\":1}}",
                        documentOf(
                                0x03,
                                "v",
                                document()
                                        .element(0x02, "$ref", string("c"))
                                        .element(0x10, "$id", int32(1))
                                        .bytes())),
                Arguments.of(
                        "{\"v\":{\"$type\":\"00\"}}", documentOf(0x03, "v", documentOf(0x02, "$type", string("00")))),
                Arguments.of(
                        "{\"v\":{\"a\":1,\"$oid\":2}}",
                        documentOf(
                                0x03,
                                "v",
                                document()
                                        .element(0x10, "a", int32(1))
                                        .element(0x10, "$oid", int32(2))
                                        .bytes())),
                Arguments.of(
                        "{\"v\":{\"$code\":\"c\",\"$scope\":{\"$oid\":null}}}",
                        documentOf(0x0F, "v", int32(4 + 6 + 11), string("c"), documentOf(0x0A, "$oid"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{},",
                "{}]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":undefined}",
                "{\"a\":tru}",
                "{\"a\":1e400}",
                // the shell's own language
                "{a:1}",
                "{'a':1}",
                "{\"a\":'b'}",
                "{\"a\":ObjectId(\"56e1fc72e0c917e9c4714161\")}",
                "{\"a\":/b/i}",
                "{\"a\":NumberLong(1)}",
                "{\"a\":new Date(1)}",
                "{/**/}",
                "{\"a\":1} // x",
                "# x\n{}",
                // strings
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"a\\u0000\":1}",
                "{\"a\":\"",
                "{\"a\":\"\\u12\"}",
                // values that are not what their key says
                "{\"a\":{\"$oid\":1}}",
                "{\"a\":{\"$oid\":\"56e1fc72e0c917e9c471416\"}}",
                "{\"a\":{\"$oid\":\"56e1fc72e0c917e9c471416g\"}}",
                "{\"a\":{\"$numberInt\":\"2147483648\"}}",
                "{\"a\":{\"$numberInt\":\"+1\"}}",
                "{\"a\":{\"$numberInt\":\"\"}}",
                "{\"a\":{\"$numberInt\":\"1.0\"}}",
                "{\"a\":{\"$numberInt\":\"\u0661\"}}",
                "{\"a\":{\"$numberLong\":\"9223372036854775808\"}}",
                "{\"a\":{\"$numberLong\":1}}",
                "{\"a\":{\"$numberDouble\":\"x\"}}",
                "{\"a\":{\"$numberDouble\":1.0}}",
                "{\"a\":{\"$numberDecimal\":\"x\"}}",
                "{\"a\":{\"$numberDecimal\":\"1E+9999999999\"}}",
                "{\"a\":{\"$numberDecimal\":\"0E+2147483648\"}}",
                "{\"a\":{\"$numberDecimal\":\"1E+6145\"}}",
                "{\"a\":{\"$numberDecimal\":\"12345678901234567890123456789012345\"}}",
                "{\"a\":{\"$date\":1}}",
                "{\"a\":{\"$date\":\"yesterday\"}}",
                "{\"a\":{\"$date\":\"2012-12-24T12:15:30.0001Z\"}}",
                "{\"a\":{\"$date\":\"+999999999-12-24T12:15:30Z\"}}",
                "{\"a\":{\"$date\":{\"$numberLong\":1}}}",
                "{\"a\":{\"$date\":{\"$numberInt\":\"1\"}}}",
                "{\"a\":{\"$date\":{\"$numberLong\":\"1\",\"x\":1}}}",
                "{\"a\":{\"$timestamp\":{\"t\":-1,\"i\":0}}}",
                "{\"a\":{\"$timestamp\":{\"t\":4294967296,\"i\":0}}}",
                "{\"a\":{\"$timestamp\":{\"t\":1,\"t\":1}}}",
                "{\"a\":{\"$timestamp\":{\"t\":1.0,\"i\":0}}}",
                "{\"a\":{\"$binary\":{\"base64\":\"/w\",\"subType\":\"00\"}}}",
                "{\"a\":{\"$binary\":{\"base64\":\"_w==\",\"subType\":\"00\"}}}",
                "{\"a\":{\"$binary\":{\"base64\":\"\",\"subType\":\"100\"}}}",
                "{\"a\":{\"$binary\":{\"base64\":\"\",\"subType\":\"\"}}}",
                "{\"a\":{\"$binary\":\"\",\"$type\":\"00\"}}",
                "{\"a\":{\"$undefined\":false}}",
                "{\"a\":{\"$minKey\":1.0}}",
                "{\"a\":{\"$maxKey\":\"1\"}}",
                "{\"a\":{\"$symbol\":1}}",
                "{\"a\":{\"$code\":\"\",\"$scope\":[]}}",
                "{\"a\":{\"$code\":\"\",\"$scope\":{},\"x\":1}}",
                "{\"a\":{\"$dbPointer\":{\"$ref\":\"b\"}}}",
                "{\"a\":{\"$dbPointer\":{\"$ref\":\"b\",\"$id\":\"c\"}}}",
                "{\"a\":{\"$oid\":\"56e1fc72e0c917e9c4714161\",\"b\":1}}",
                "{\"a\":{\"$oid\"",
                "{\"a\":{\"$date\":{",
            })
    void refuses(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        OutputBuffer out = new OutputBuffer(4);
        out.write('x');
        assertThatThrownBy(() -> new ExtendedJsonReader().read(utf8, 0, utf8.length, out))
                .isInstanceOf(ExtendedJsonFormatException.class)
                .hasMessageStartingWith("at character ");
        assertThat(out.toByteArray()).containsExactly('x');
    }

    @Test
    void saysWhatWasExpectedAndWhere() {
        assertThatThrownBy(() -> Conversions.bson("{\"a\":{\"$oid\":42}}"))
                .hasMessage("at character 13: expected a string, found an integer \"42\"");
        assertThatThrownBy(() -> Conversions.bson("{\"a\":{\"$numberInt\":\"x\"}}"))
                .hasMessage("at character 19: expected an integer from -2147483648 to 2147483647, found \"x\"");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] json = concat("{\"a\":\"".getBytes(StandardCharsets.UTF_8), bytes(0xED, 0xA0, 0x80, '"', '}'));
        assertThatThrownBy(() -> Conversions.bson(json))
                .isInstanceOf(ExtendedJsonFormatException.class)
                .hasMessage("at byte 6: expected UTF-8, found the byte 0xED");
    }

    @Test
    void refusesOtherEncodings() {
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> Conversions.bson(json)).isInstanceOf(ExtendedJsonFormatException.class);
    }

    @Test
    void readsOnlyItsRangeAndAppends() throws Exception {
        byte[] line = "xx{\"v\":null}\n{".getBytes(StandardCharsets.UTF_8);
        OutputBuffer out = new OutputBuffer(1);
        out.write('x');
        new ExtendedJsonReader().read(line, 2, line.length - 4, out);
        assertThat(out.toByteArray()).isEqualTo(concat(bytes('x'), documentOf(0x0A, "v")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"$code\":\"\",\"$scope\":{\"a\":", "[{\"\":"})
    void refusesMegabytesOfPureNesting(String level) {
        String json = "{\"a\":" + level.repeat((10 << 20) / level.length());
        assertThatThrownBy(() -> Conversions.bson(json)).isInstanceOf(ExtendedJsonFormatException.class);
    }

    @Test
    void readsTheDeepestNestingAndNoMore() throws Exception {
        int arrays = DocumentValidator.MAX_NESTING - 1;
        byte[] deepest = Conversions.bson("{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}");
        DocumentValidator.validate(deepest, 0, deepest.length);
        String tooDeep = "{\"a\":" + "[".repeat(arrays + 1) + "]".repeat(arrays + 1) + "}";
        assertThatThrownBy(() -> Conversions.bson(tooDeep))
                .hasMessageContaining("documents are nested more than 256 deep");
    }

    @Test
    void refusesAResultAboveTheMaximumSize() {
        // 2 bytes of text become 13 bytes of BSON
        String json = "{\"a\":[" + "1,".repeat(5_300_000) + "1]}";
        assertThatThrownBy(() -> Conversions.bson(json))
                .isInstanceOf(ExtendedJsonFormatException.class)
                .hasMessageContaining("above the maximum of 67108864 bytes");
    }

    @Test
    void readsADocumentOfSixteenMegabytes() throws Exception {
        byte[] bson = documentOf(0x02, "n".repeat(100_000), string("x".repeat(16 << 20)));
        assertThat(Conversions.bson(Conversions.canonical(bson))).isEqualTo(bson);
    }

    @Test
    void refusesALongNumberQuickly() {
        String digits = "1".repeat(1 << 20);
        for (String json : new String[] {
            "{\"a\":" + digits + "}",
            "{\"a\":{\"$numberDecimal\":\"" + digits + "\"}}",
            "{\"a\":{\"$numberLong\":\"" + digits + "\"}}",
            "{\"a\":{\"$numberDouble\":\"" + digits + "\"}}"
        }) {
            assertThatThrownBy(() -> Conversions.bson(json)).isInstanceOf(ExtendedJsonFormatException.class);
        }
    }

    private static byte[] doubleOf(double value) {
        return documentOf(0x01, "v", int64(Double.doubleToRawLongBits(value)));
    }
}
