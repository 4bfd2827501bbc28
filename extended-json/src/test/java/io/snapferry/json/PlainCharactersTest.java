package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.bson.DocumentBuilder;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinaryReader;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;

/** Compares the fixed table with what the library does on the Java version that runs the test. */
class PlainCharactersTest {
    private static final int UNICODE_13_MAX_JAVA = 18;

    @Test
    void theLibraryWritesEveryPlainCharacterAsItIsOnAnyJava() {
        List<String> escaped = new ArrayList<>();
        for (char unit = 0; unit < Character.MAX_VALUE; unit++) {
            if (PlainCharacters.contains(unit) && isEscapedByLibrary(unit) && unit != '"' && unit != '\\') {
                escaped.add(Integer.toHexString(unit));
            }
        }
        assertThat(escaped).isEmpty();
    }

    @Test
    void theLibraryEscapesEveryOtherCharacterWhereJavaHasUnicode13() {
        assumeTrue(Runtime.version().feature() <= UNICODE_13_MAX_JAVA, "this Java knows more characters");
        List<String> plain = new ArrayList<>();
        for (char unit = 0; unit < Character.MAX_VALUE; unit++) {
            if (!PlainCharacters.contains(unit) && !isEscapedByLibrary(unit)) {
                plain.add(Integer.toHexString(unit));
            }
        }
        assertThat(plain).isEmpty();
        assertThat(PlainCharacters.contains(Character.MAX_VALUE)).isFalse();
    }

    private static boolean isEscapedByLibrary(char unit) {
        if (Character.isSurrogate(unit)) {
            // cannot be given to the library alone
            return true;
        }
        byte[] bson = DocumentBuilder.documentOf(0x02, "v", DocumentBuilder.string(String.valueOf(unit)));
        StringWriter text = new StringWriter();
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bson));
                JsonWriter writer =
                        new JsonWriter(text, JsonWriterSettings.builder().build())) {
            writer.pipe(reader);
        }
        return text.toString().contains("\\");
    }
}
