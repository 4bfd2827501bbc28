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

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentBuilder;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.bson.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Transcoder} does; the text of each type, in both forms, is spelled out here. */
abstract class TranscoderContractTest {
    private static final byte[] OBJECT_ID = HexFormat.of().parseHex("56e1fc72e0c917e9c4714161");
    private static final int SMALL_STACK_BYTES = 512 << 10;

    abstract Transcoder transcoder(JsonMode mode);

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void writesEachTypeInBothForms(String what, byte[] bson, String canonical, String relaxed) throws Exception {
        assertThat(Conversions.text(transcoder(JsonMode.CANONICAL), bson)).isEqualTo("{\"v\":" + canonical + "}");
        assertThat(Conversions.text(transcoder(JsonMode.RELAXED), bson)).isEqualTo("{\"v\":" + relaxed + "}");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                realNumber("1.0"),
                realNumber("-1.0"),
                realNumber("0.0"),
                realNumber("-0.0"),
                realNumber("9999999.0"),
                realNumber("1.0E+7"),
                realNumber("1.2345678921232E+18"),
                realNumber("0.001"),
                realNumber("1.0E-4"),
                realNumber("0.002"),
                // not what Java 17 would write
                realNumber("2.0E+23"),
                realNumber("5.562684646268003E-309"),
                realNumber("1.1E-322"),
                realNumber("4.9E-324"),
                realNumber("1.7976931348623157E+308"),
                notANumber(Double.NaN, "NaN"),
                notANumber(Double.POSITIVE_INFINITY, "Infinity"),
                notANumber(Double.NEGATIVE_INFINITY, "-Infinity"),
                same("a string", documentOf(0x02, "v", string("a\"b\\c/d")), "\"a\\\"b\\\\c/d\""),
                same(
                        "control characters",
                        documentOf(0x02, "v", string("\0\1\b\t\n\13\f\r\37\177\200")),
                        "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\u007f\\u0080\""),
                same("spaces in a string", documentOf(0x02, "v", string(" : , \" x\\ ")), "\" : , \\\" x\\\\ \""),
                same(
                        "letters of other scripts",
                        documentOf(0x02, "v", string("\u00e9\u2606\u4e2d\ud55c")),
                        "\"\u00e9\u2606\u4e2d\ud55c\""),
                same(
                        "what the driver escapes",
                        documentOf(0x02, "v", string("e\u0301\u200b\u2028\ud83d\ude00\ufffe")),
                        "\"e\\u0301\\u200b\\u2028\\ud83d\\ude00\\ufffe\""),
                same(
                        "letters younger than Unicode 13",
                        documentOf(0x02, "v", string("\ua7c0\u20c0\u061d\ua7cb")),
                        "\"\\ua7c0\\u20c0\\u061d\\ua7cb\""),
                same("an empty document", documentOf(0x03, "v", document().bytes()), "{}"),
                Arguments.of(
                        "a document",
                        documentOf(
                                0x03,
                                "v",
                                document()
                                        .element(0x10, "", int32(1))
                                        .element(0x02, "$x", string("y"))
                                        .bytes()),
                        "{\"\":{\"$numberInt\":\"1\"},\"$x\":\"y\"}",
                        "{\"\":1,\"$x\":\"y\"}"),
                same("an empty array", documentOf(0x04, "v", document().bytes()), "[]"),
                same(
                        "an array with any names",
                        documentOf(
                                0x04,
                                "v",
                                document()
                                        .element(8, "9", bytes(1))
                                        .element(10, "9")
                                        .bytes()),
                        "[true,null]"),
                same("binary 0", documentOf(0x05, "v", int32(2), bytes(0, 255, 255)), binary("//8=", "00")),
                same("empty binary", documentOf(0x05, "v", int32(0), bytes(0)), binary("", "00")),
                same(
                        "old binary",
                        documentOf(0x05, "v", int32(6), bytes(2), int32(2), bytes(255, 255)),
                        binary("//8=", "02")),
                same(
                        "old UUID",
                        documentOf(0x05, "v", int32(16), bytes(3), new byte[16]),
                        binary("AAAAAAAAAAAAAAAAAAAAAA==", "03")),
                same(
                        "UUID",
                        documentOf(0x05, "v", int32(16), bytes(4), new byte[16]),
                        binary("AAAAAAAAAAAAAAAAAAAAAA==", "04")),
                same("UUID of 1 byte", documentOf(0x05, "v", int32(1), bytes(4, 1)), binary("AQ==", "04")),
                same("vector", documentOf(0x05, "v", int32(2), bytes(9, 3, 0)), binary("AwA=", "09")),
                same("user binary", documentOf(0x05, "v", int32(1), bytes(0xFE, 1)), binary("AQ==", "FE")),
                same("undefined", documentOf(0x06, "v"), "{\"$undefined\":true}"),
                same("an object id", documentOf(0x07, "v", OBJECT_ID), "{\"$oid\":\"56e1fc72e0c917e9c4714161\"}"),
                same("false", documentOf(0x08, "v", bytes(0)), "false"),
                same("true", documentOf(0x08, "v", bytes(1)), "true"),
                date(0, "1970-01-01T00:00:00Z"),
                date(1356351330501L, "2012-12-24T12:15:30.501Z"),
                date(1356351330500L, "2012-12-24T12:15:30.5Z"),
                date(253402300799999L, "9999-12-31T23:59:59.999Z"),
                dateOutside(253402300800000L),
                dateOutside(-1),
                dateOutside(Long.MIN_VALUE),
                dateOutside(Long.MAX_VALUE),
                same("null", documentOf(0x0A, "v"), "null"),
                same(
                        "a regular expression",
                        documentOf(0x0B, "v", cstring("a/\"b"), cstring("im")),
                        regex("a/\\\"b", "im")),
                same("options out of order", documentOf(0x0B, "v", cstring(""), cstring("mix")), regex("", "imx")),
                same(
                        "a db pointer",
                        documentOf(0x0C, "v", string("d.c"), OBJECT_ID),
                        "{\"$dbPointer\":{\"$ref\":\"d.c\",\"$id\":{\"$oid\":\"56e1fc72e0c917e9c4714161\"}}}"),
                same("code", documentOf(0x0D, "v", string("f()")), "{\"$code\":\"f()\"}"),
                same("a symbol", documentOf(0x0E, "v", string("s")), "{\"$symbol\":\"s\"}"),
                Arguments.of(
                        "code with scope",
                        documentOf(0x0F, "v", int32(22), string("f"), documentOf(0x10, "x", int32(1))),
                        "{\"$code\":\"f\",\"$scope\":{\"x\":{\"$numberInt\":\"1\"}}}",
                        "{\"$code\":\"f\",\"$scope\":{\"x\":1}}"),
                integer(0x10, int32(Integer.MIN_VALUE), "$numberInt", "-2147483648"),
                integer(0x10, int32(Integer.MAX_VALUE), "$numberInt", "2147483647"),
                same(
                        "a timestamp",
                        documentOf(0x11, "v", int32(42), int32(123456789)),
                        "{\"$timestamp\":{\"t\":123456789,\"i\":42}}"),
                same(
                        "the largest timestamp",
                        documentOf(0x11, "v", int32(-1), int32(-2)),
                        "{\"$timestamp\":{\"t\":4294967294,\"i\":4294967295}}"),
                integer(0x12, int64(Long.MIN_VALUE), "$numberLong", "-9223372036854775808"),
                integer(0x12, int64(Long.MAX_VALUE), "$numberLong", "9223372036854775807"),
                integer(0x12, int64(1), "$numberLong", "1"),
                decimal("0", 0, 0x3040000000000000L),
                decimal("-0", 0, 0xB040000000000000L),
                decimal("0.1", 1, 0x303E000000000000L),
                decimal("1E+3", 1, 0x3046000000000000L),
                decimal("-1.00E-8", 100, 0xB02C000000000000L),
                decimal("1E-6176", 1, 0),
                decimal("9.999999999999999999999999999999999E+6144", 0x378D8E63FFFFFFFFL, 0x5FFFED09BEAD87C0L),
                decimal("NaN", 0, 0x7C00000000000000L),
                decimal("Infinity", 0, 0x7800000000000000L),
                decimal("-Infinity", 0, 0xF800000000000000L),
                // outside the format: a coefficient of 10^34 in either encoding stands for zero
                decimal("0", 0x378D8E6400000000L, 0x3041ED09BEAD87C0L),
                decimal("-0E+3", -1, 0xB047FFFFFFFFFFFFL),
                decimal("0E-6176", 0, 0x6000000000000000L),
                same("the smallest key", documentOf(0xFF, "v"), "{\"$minKey\":1}"),
                same("the largest key", documentOf(0x7F, "v"), "{\"$maxKey\":1}"));
    }

    private static Arguments same(String what, byte[] bson, String text) {
        return Arguments.of(what, bson, text, text);
    }

    private static Arguments realNumber(String text) {
        byte[] bson = documentOf(0x01, "v", int64(Double.doubleToRawLongBits(Double.parseDouble(text))));
        return Arguments.of("the double " + text, bson, "{\"$numberDouble\":\"" + text + "\"}", text);
    }

    private static Arguments notANumber(double value, String text) {
        byte[] bson = documentOf(0x01, "v", int64(Double.doubleToRawLongBits(value)));
        return same("the double " + text, bson, "{\"$numberDouble\":\"" + text + "\"}");
    }

    private static Arguments integer(int type, byte[] value, String key, String text) {
        return Arguments.of(key + " " + text, documentOf(type, "v", value), "{\"" + key + "\":\"" + text + "\"}", text);
    }

    private static Arguments date(long millis, String text) {
        String canonical = "{\"$date\":{\"$numberLong\":\"" + millis + "\"}}";
        return Arguments.of(
                "the date " + text, documentOf(0x09, "v", int64(millis)), canonical, "{\"$date\":\"" + text + "\"}");
    }

    private static Arguments dateOutside(long millis) {
        String canonical = "{\"$date\":{\"$numberLong\":\"" + millis + "\"}}";
        return same("the date " + millis, documentOf(0x09, "v", int64(millis)), canonical);
    }

    private static Arguments decimal(String text, long low, long high) {
        byte[] bson = documentOf(0x13, "v", int64(low), int64(high));
        return same("the decimal128 " + text, bson, "{\"$numberDecimal\":\"" + text + "\"}");
    }

    private static String binary(String base64, String subtype) {
        return "{\"$binary\":{\"base64\":\"" + base64 + "\",\"subType\":\"" + subtype + "\"}}";
    }

    private static String regex(String pattern, String options) {
        return "{\"$regularExpression\":{\"pattern\":\"" + pattern + "\",\"options\":\"" + options + "\"}}";
    }

    @Test
    void writesAnEmptyDocument() throws Exception {
        assertThat(Conversions.text(transcoder(JsonMode.CANONICAL), document().bytes()))
                .isEqualTo("{}");
    }

    @Test
    void writesTheExampleOfTheFormatDocuments() throws Exception {
        byte[] bson = HexFormat.of()
                .parseHex("28000000107174790007000000"
                        + "02736b75000400000061c3a900"
                        + "046f6b000900000008300001"
                        + "0000");
        assertThat(Conversions.text(transcoder(JsonMode.CANONICAL), bson))
                .isEqualTo("{\"qty\":{\"$numberInt\":\"7\"},\"sku\":\"a\u00e9\",\"ok\":[true]}");
        assertThat(Conversions.text(transcoder(JsonMode.RELAXED), bson))
                .isEqualTo("{\"qty\":7,\"sku\":\"a\u00e9\",\"ok\":[true]}");
    }

    @Test
    void keepsTheOrderOfMembersAndTheSameNameTwice() throws Exception {
        byte[] bson = document()
                .element(0x0A, "b")
                .element(0x0A, "a")
                .element(0x0A, "b")
                .element(0x0A, " \"\\")
                .bytes();
        assertThat(Conversions.text(transcoder(JsonMode.CANONICAL), bson))
                .isEqualTo("{\"b\":null,\"a\":null,\"b\":null,\" \\\"\\\\\":null}");
    }

    /** The one text of which an Atlas export's exact size is known. */
    @Test
    void writesTheMetadataOfACollectionIn151Bytes() throws Exception {
        byte[] index = document()
                .element(0x10, "v", int32(2))
                .element(0x03, "key", documentOf(0x10, "_id", int32(1)))
                .element(0x02, "name", string("_id_"))
                .bytes();
        byte[] metadata = document()
                .element(0x04, "indexes", documentOf(0x03, "0", index))
                .element(0x02, "uuid", string("0123456789abcdef0123456789abcdef"))
                .element(0x02, "collectionName", string("test"))
                .bytes();
        String text = Conversions.text(transcoder(JsonMode.CANONICAL), metadata);
        assertThat(text)
                .isEqualTo("{\"indexes\":[{\"v\":{\"$numberInt\":\"2\"},\"key\":{\"_id\":{\"$numberInt\":\"1\"}},"
                        + "\"name\":\"_id_\"}],\"uuid\":\"0123456789abcdef0123456789abcdef\","
                        + "\"collectionName\":\"test\"}");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(151);
    }

    @Test
    void appendsToTheBufferAndReadsFromAnOffset() throws Exception {
        OutputBuffer out = new OutputBuffer(1);
        out.write('[');
        byte[] surrounded = concat(bytes(1, 2, 3), documentOf(0x0A, "v"), bytes(4, 5));
        Transcoder transcoder = transcoder(JsonMode.CANONICAL);
        transcoder.transcode(surrounded, 3, surrounded.length - 5, out);
        transcoder.transcode(surrounded, 3, surrounded.length - 5, out);
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("[{\"v\":null}{\"v\":null}");
    }

    @Test
    void leavesTheBufferAsItWasAfterAnErrorAndGoesOn() throws Exception {
        OutputBuffer out = new OutputBuffer(8);
        out.write('x');
        Transcoder transcoder = transcoder(JsonMode.CANONICAL);
        byte[] broken =
                document().element(0x0A, "a").element(0x08, "b", bytes(2)).bytes();
        assertThatThrownBy(() -> transcoder.transcode(broken, 0, broken.length, out))
                .isInstanceOf(BsonFormatException.class)
                .hasMessage("at byte 10: expected a boolean of 0 or 1, found 2");
        assertThat(out.toByteArray()).containsExactly('x');
        byte[] sound = document().bytes();
        transcoder.transcode(sound, 0, sound.length, out);
        assertThat(out.toByteArray()).containsExactly('x', '{', '}');
    }

    @Test
    void writesTheDeepestNestingOnASmallStack() throws Exception {
        for (byte[] bson : deepest()) {
            AtomicReference<Object> result = new AtomicReference<>("nothing");
            Thread thread = new Thread(null, () -> result.set(thereAndBack(bson)), "small stack", SMALL_STACK_BYTES);
            thread.start();
            thread.join();
            assertThat(result.get()).isEqualTo("the same bytes");
        }
    }

    @Test
    void writesADocumentOfSixteenMegabytes() throws Exception {
        byte[] bson = documentOf(0x02, "v", string("x".repeat(16 << 20)));
        OutputBuffer out = new OutputBuffer(1);
        transcoder(JsonMode.CANONICAL).transcode(bson, 0, bson.length, out);
        assertThat(out.size()).isEqualTo((16 << 20) + "{\"v\":\"\"}".length());
    }

    private Object thereAndBack(byte[] bson) {
        try {
            String json = Conversions.text(transcoder(JsonMode.CANONICAL), bson);
            return Arrays.equals(Conversions.bson(json), bson) ? "the same bytes" : "other bytes";
        } catch (Exception | StackOverflowError e) {
            return e;
        }
    }

    private static List<byte[]> deepest() {
        return List.of(
                DocumentBuilder.nested(ElementType.DOCUMENT, DocumentValidator.MAX_NESTING),
                DocumentBuilder.nestedScopes(DocumentValidator.MAX_NESTING));
    }
}
