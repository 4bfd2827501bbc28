package io.snapferry.bson;

import static io.snapferry.bson.DocumentBuilder.bytes;
import static io.snapferry.bson.DocumentBuilder.concat;
import static io.snapferry.bson.DocumentBuilder.cstring;
import static io.snapferry.bson.DocumentBuilder.document;
import static io.snapferry.bson.DocumentBuilder.documentOf;
import static io.snapferry.bson.DocumentBuilder.int32;
import static io.snapferry.bson.DocumentBuilder.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentValidatorTest {
    private static final byte[] EMPTY = document().bytes();

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenDocuments")
    void refuses(String what, byte[] document, int position, String reason) {
        byte[] surrounded = concat(bytes(7, 7, 7), document, bytes(0, 0, 0, 0, 0, 0, 0, 0));
        BsonFormatException error = catchThrowableOfType(
                BsonFormatException.class, () -> DocumentValidator.validate(surrounded, 3, document.length));
        assertThat(error).isNotNull();
        assertThat(error.reason()).contains(reason);
        assertThat(error.position()).isEqualTo(position);
    }

    static Stream<Arguments> brokenDocuments() {
        return Stream.of(
                Arguments.of("an empty range", new byte[0], 0, "found the end of the data"),
                Arguments.of("a range inside the length", bytes(5, 0, 0), 3, "found the end of the data"),
                Arguments.of("a length of 4", bytes(4, 0, 0, 0, 0), 0, "below the minimum of 5"),
                Arguments.of("a negative length", bytes(0, 0, 0, 0x80, 0), 0, "below the minimum of 5"),
                Arguments.of("a length past the range", bytes(6, 0, 0, 0, 0), 0, "length 6 differs from the 5 bytes"),
                Arguments.of(
                        "bytes after the document", bytes(5, 0, 0, 0, 0, 0), 0, "length 5 differs from the 6 bytes"),
                Arguments.of("a wrong terminator", bytes(5, 0, 0, 0, 1), 4, "the zero byte that ends a document"),
                Arguments.of("an early terminator", bytes(7, 0, 0, 0, 0, 0, 0), 4, "an element type, found 0x00"),
                Arguments.of("an unknown type", documentOf(0x14, "a"), 4, "an element type, found 0x14"),
                Arguments.of("the type 0x80", documentOf(0x80, "a"), 4, "an element type, found 0x80"),
                Arguments.of(
                        "a name without end", bytes(7, 0, 0, 0, 0x0A, 'a', 0), 5, "a zero byte that ends this name"),
                Arguments.of("a type without a name", bytes(6, 0, 0, 0, 0x0A, 0), 5, "a zero byte that ends this name"),
                Arguments.of("a surrogate in a name", withName(0xCE, 0xB1, 0xED, 0xA0, 0x80), 7, "found the byte 0xED"),
                Arguments.of("a short double", documentOf(0x01, "a", new byte[7]), 7, "a value of 8 bytes, found 7"),
                Arguments.of(
                        "a short object id", documentOf(0x07, "a", new byte[11]), 7, "a value of 12 bytes, found 11"),
                Arguments.of("a missing boolean", documentOf(0x08, "a"), 7, "a value of 1 bytes, found 0"),
                Arguments.of("a boolean of 2", documentOf(0x08, "a", bytes(2)), 7, "a boolean of 0 or 1, found 2"),
                Arguments.of(
                        "a boolean of 255", documentOf(0x08, "a", bytes(255)), 7, "a boolean of 0 or 1, found 255"),
                Arguments.of("a short date", documentOf(0x09, "a", new byte[7]), 7, "a value of 8 bytes, found 7"),
                Arguments.of("a short int32", documentOf(0x10, "a", new byte[3]), 7, "a value of 4 bytes, found 3"),
                Arguments.of("a short timestamp", documentOf(0x11, "a", new byte[7]), 7, "a value of 8 bytes, found 7"),
                Arguments.of("a short int64", documentOf(0x12, "a", new byte[7]), 7, "a value of 8 bytes, found 7"),
                Arguments.of(
                        "a short decimal128", documentOf(0x13, "a", new byte[15]), 7, "a value of 16 bytes, found 15"),
                Arguments.of(
                        "a string without length",
                        documentOf(0x02, "a", new byte[3]),
                        7,
                        "a value of 4 bytes, found 3"),
                Arguments.of(
                        "a string of length 0",
                        documentOf(0x02, "a", int32(0)),
                        7,
                        "length 0 is below the minimum of 1"),
                Arguments.of(
                        "a string of length -1",
                        documentOf(0x02, "a", int32(-1)),
                        7,
                        "length -1 is below the minimum of 1"),
                Arguments.of(
                        "a string that is too long", documentOf(0x02, "a", int32(3), bytes('b', 0)), 7, "by 1 bytes"),
                Arguments.of(
                        "a string of the largest length",
                        documentOf(0x02, "a", int32(Integer.MAX_VALUE)),
                        7,
                        "passes its document's"),
                Arguments.of(
                        "a string without end",
                        documentOf(0x02, "a", int32(1), bytes('b')),
                        11,
                        "byte that ends a string"),
                Arguments.of(
                        "a surrogate in a string",
                        documentOf(0x02, "a", int32(4), bytes(0xED, 0xA0, 0x80, 0)),
                        11,
                        "found the byte 0xED"),
                Arguments.of(
                        "a string that cuts a character",
                        documentOf(0x02, "a", int32(3), bytes(0xE2, 0x82, 0)),
                        11,
                        "found the byte 0xE2"),
                Arguments.of(
                        "invalid UTF-8 in code",
                        documentOf(0x0D, "a", int32(2), bytes(0xE9, 0)),
                        11,
                        "found the byte 0xE9"),
                Arguments.of(
                        "invalid UTF-8 in a symbol",
                        documentOf(0x0E, "a", int32(2), bytes(0xFF, 0)),
                        11,
                        "the byte 0xFF"),
                Arguments.of("a pattern without end", documentOf(0x0B, "a", bytes('b')), 7, "a zero byte that ends"),
                Arguments.of(
                        "options without end",
                        documentOf(0x0B, "a", cstring("b"), bytes('i')),
                        9,
                        "a zero byte that ends"),
                Arguments.of(
                        "a db pointer without id",
                        documentOf(0x0C, "a", string("b")),
                        13,
                        "a value of 12 bytes, found 0"),
                Arguments.of("a negative binary", documentOf(0x05, "a", int32(-1), bytes(0)), 7, "length -1 is below"),
                Arguments.of("a binary without subtype", documentOf(0x05, "a", int32(0)), 7, "by 1 bytes"),
                Arguments.of(
                        "a binary that is too long", documentOf(0x05, "a", int32(2), bytes(0, 1)), 7, "by 1 bytes"),
                Arguments.of(
                        "the largest binary",
                        documentOf(0x05, "a", int32(Integer.MAX_VALUE), bytes(0)),
                        7,
                        "passes its document's"),
                Arguments.of(
                        "an old binary of 3 bytes", documentOf(0x05, "a", int32(3), bytes(2, 1, 2, 3)), 12, "no room"),
                Arguments.of(
                        "an old binary whose inner length is short",
                        documentOf(0x05, "a", int32(6), bytes(2), int32(1), bytes(1, 2)),
                        12,
                        "inner binary length 1 differs from the 2 bytes"),
                Arguments.of(
                        "an old binary whose inner length is long",
                        documentOf(0x05, "a", int32(6), bytes(2), int32(Integer.MAX_VALUE), bytes(1, 2)),
                        12,
                        "differs from the 2 bytes"),
                Arguments.of(
                        "a nested length of 4",
                        documentOf(0x03, "a", int32(4), bytes(0)),
                        7,
                        "length 4 is below the minimum"),
                Arguments.of(
                        "a nested document past the end", documentOf(0x03, "a", int32(6), bytes(0)), 7, "by 1 bytes"),
                Arguments.of(
                        "a nested document that ends early", documentOf(0x03, "a", EMPTY, bytes(0)), 12, "found 0x00"),
                Arguments.of(
                        "a nested document without terminator",
                        documentOf(0x04, "a", int32(5), bytes(9)),
                        11,
                        "the zero byte that ends a document"),
                Arguments.of(
                        "a defect in a nested document",
                        documentOf(0x04, "a", documentOf(0x08, "0", bytes(3))),
                        14,
                        "a boolean of 0 or 1, found 3"),
                Arguments.of("a code with scope of 13 bytes", codeWithScope(13, string(""), EMPTY), 7, "minimum of 14"),
                Arguments.of("a code with scope past the end", codeWithScope(15, string(""), EMPTY), 7, "by 1 bytes"),
                Arguments.of(
                        "a code that reaches into its scope",
                        codeWithScope(15, int32(6), bytes(0), bytes(5, 0, 0, 0, 0, 0)),
                        21,
                        "a value of 4 bytes, found 1"),
                Arguments.of(
                        "a scope that is shorter than its code with scope",
                        codeWithScope(15, string(""), EMPTY, bytes(0)),
                        21,
                        "found 1 more bytes"),
                Arguments.of(
                        "a scope that is longer than its code with scope",
                        codeWithScope(15, string(""), bytes(7, 0, 0, 0, 0, 0, 0)),
                        16,
                        "document length 7 passes"));
    }

    @Test
    void acceptsAnEmptyDocumentBetweenOtherBytes() {
        byte[] bytes = concat(bytes(1, 2, 3), EMPTY, bytes(4, 5));
        assertThatCode(() -> DocumentValidator.validate(bytes, 3, 5)).doesNotThrowAnyException();
    }

    @Test
    void acceptsAnyNamesInAnArrayAndTheSameNameTwice() {
        byte[] array = document()
                .element(0x0A, "x")
                .element(0x0A, "x")
                .element(0x0A, "")
                .bytes();
        byte[] bytes = documentOf(0x04, "a", array);
        assertThatCode(() -> DocumentValidator.validate(bytes, 0, bytes.length)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"DOCUMENT", "ARRAY"})
    void acceptsTheDeepestNestingAndNoMore(ElementType type) {
        byte[] deepest = DocumentBuilder.nested(type, DocumentValidator.MAX_NESTING);
        byte[] tooDeep = DocumentBuilder.nested(type, DocumentValidator.MAX_NESTING + 1);
        assertThatCode(() -> DocumentValidator.validate(deepest, 0, deepest.length))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DocumentValidator.validate(tooDeep, 0, tooDeep.length))
                .isInstanceOf(BsonFormatException.class)
                .hasMessageContaining("documents are nested more than 256 deep");
    }

    @Test
    void countsScopesAsNesting() {
        byte[] deepest = DocumentBuilder.nestedScopes(DocumentValidator.MAX_NESTING);
        byte[] tooDeep = DocumentBuilder.nestedScopes(DocumentValidator.MAX_NESTING + 1);
        assertThatCode(() -> DocumentValidator.validate(deepest, 0, deepest.length))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DocumentValidator.validate(tooDeep, 0, tooDeep.length))
                .isInstanceOf(BsonFormatException.class);
    }

    @Test
    void refusesSixteenMegabytesOfPureNesting() {
        byte[] bytes = DocumentBuilder.nested(ElementType.DOCUMENT, (16 << 20) / 7);
        assertThatThrownBy(() -> DocumentValidator.validate(bytes, 0, bytes.length))
                .isInstanceOf(BsonFormatException.class)
                .hasMessageContaining("nested more than");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 6, Integer.MAX_VALUE})
    void aRangeOutsideTheArrayIsTheCallersMistake(int length) {
        assertThatThrownBy(() -> DocumentValidator.validate(EMPTY, 0, length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyPrefixOfADocumentIsRefused() {
        byte[] bytes = documentOf(0x04, "a", documentOf(0x02, "0", string("abc")), bytes(0x0A), cstring("b"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> DocumentValidator.validate(prefix, 0, prefix.length))
                    .isInstanceOf(BsonFormatException.class);
        }
    }

    private static byte[] withName(int... name) {
        byte[] elements = concat(bytes(0x0A), bytes(name), bytes(0));
        return concat(int32(elements.length + 5), elements, bytes(0));
    }

    private static byte[] codeWithScope(int length, byte[]... pieces) {
        return documentOf(0x0F, "a", int32(length), concat(pieces));
    }
}
