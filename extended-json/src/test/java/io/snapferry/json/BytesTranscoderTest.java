package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentBuilder;
import io.snapferry.bson.DocumentGenerator;
import io.snapferry.bson.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the fast transcoder to its plain version: the same text, and the same refusals. */
class BytesTranscoderTest extends TranscoderContractTest {
    @Override
    Transcoder transcoder(JsonMode mode) {
        return new BytesTranscoder(mode);
    }

    @Provide
    Arbitrary<byte[]> documents() {
        return Arbitraries.randomValue(random -> new DocumentGenerator(random).next());
    }

    @Property(seed = "11", tries = 5000)
    void writesWhatThePlainVersionWrites(@ForAll("documents") byte[] bson) {
        for (JsonMode mode : JsonMode.values()) {
            assertThat(outcome(new BytesTranscoder(mode), bson)).isEqualTo(outcome(new LibraryTranscoder(mode), bson));
        }
    }

    @Property(seed = "12", tries = 20_000)
    void refusesWhatThePlainVersionRefuses(@ForAll("documents") byte[] bson, @ForAll long seed) {
        byte[] damaged = Damage.of(bson, new Random(seed));
        assertThat(outcome(new BytesTranscoder(JsonMode.CANONICAL), damaged))
                .isEqualTo(outcome(new LibraryTranscoder(JsonMode.CANONICAL), damaged));
    }

    /** Every byte of one document of every type takes every value. */
    @Test
    void refusesWhatThePlainVersionRefusesByteByByte() {
        byte[] bson = everyType();
        Transcoder fast = new BytesTranscoder(JsonMode.RELAXED);
        Transcoder plain = new LibraryTranscoder(JsonMode.RELAXED);
        for (int position = 0; position < bson.length; position++) {
            byte[] damaged = bson.clone();
            for (int value = 0; value < 256; value++) {
                damaged[position] = (byte) value;
                String expected = outcome(plain, damaged);
                if (!outcome(fast, damaged).equals(expected)) {
                    assertThat(outcome(fast, damaged))
                            .as("byte %d is %d", position, value)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static byte[] everyType() {
        Random random = new Random(7);
        byte[] best = {};
        for (int i = 0; i < 3000; i++) {
            byte[] next = new DocumentGenerator(random).next();
            if (next.length < 1200 && types(next) > types(best)) {
                best = next;
            }
        }
        assertThat(types(best)).isGreaterThan(15);
        return best;
    }

    /** Roughly: how many of the type codes appear in the bytes. */
    private static long types(byte[] bson) {
        return Arrays.stream(ElementType.values())
                .filter(type -> new String(bson, StandardCharsets.ISO_8859_1).indexOf(type.code() & 0xFF) >= 0)
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 7, 8, 9, 15, 16, 17, 100})
    void findsWhatMustBeEscapedAtEveryPlaceOfAWord(int length) {
        for (String special :
                new String[] {"\"", "\\", "\0", "\37", "\177", "\u0080", "\u00e9", "\u4e2d", "\ud83d\ude00", "\u0301"
                }) {
            for (int place = 0; place <= length; place++) {
                String text =
                        "z".repeat(place) + special + "~ !#[]^".repeat(length).substring(0, length - place);
                byte[] bson = DocumentBuilder.documentOf(0x02, "v", DocumentBuilder.string(text));
                assertThat(outcome(new BytesTranscoder(JsonMode.CANONICAL), bson))
                        .isEqualTo(outcome(new LibraryTranscoder(JsonMode.CANONICAL), bson));
            }
        }
    }

    @Test
    void textLongerThanTheBufferGoesToItsDrain() throws Exception {
        byte[] bson = DocumentBuilder.document()
                .element(0x02, "controls", DocumentBuilder.string("\1".repeat(100_000)))
                .element(0x05, "binary", DocumentBuilder.concat(DocumentBuilder.int32(300_000), new byte[300_001]))
                .bytes();
        OutputBuffer whole = new OutputBuffer(1);
        new BytesTranscoder(JsonMode.CANONICAL).transcode(bson, 0, bson.length, whole);

        for (int initial : new int[] {1, 5_000, 64 << 10}) {
            OutputBuffer drained = new OutputBuffer(1);
            int[] drains = {0};
            OutputBuffer small = new OutputBuffer(initial, 64 << 10, (bytes, length) -> {
                assertThat(bytes.length).isLessThanOrEqualTo(64 << 10);
                drained.write(bytes, 0, length);
                drains[0]++;
            });
            new BytesTranscoder(JsonMode.CANONICAL).transcode(bson, 0, bson.length, small);
            drained.write(small.array(), 0, small.size());
            assertThat(drained.toByteArray()).isEqualTo(whole.toByteArray());
            assertThat(drains[0]).isEqualTo(16);
        }
    }

    @Test
    void emptyDocumentsFillABufferToItsEdge() throws Exception {
        OutputBuffer all = new OutputBuffer(1);
        OutputBuffer small = new OutputBuffer(64 << 10, 64 << 10, (bytes, length) -> all.write(bytes, 0, length));
        Transcoder transcoder = new BytesTranscoder(JsonMode.CANONICAL);
        byte[] empty = DocumentBuilder.document().bytes();
        for (int i = 0; i < 100_000; i++) {
            transcoder.transcode(empty, 0, empty.length, small);
        }
        all.write(small.array(), 0, small.size());
        assertThat(new String(all.toByteArray(), StandardCharsets.US_ASCII)).isEqualTo("{}".repeat(100_000));
    }

    /** The text, or the refusal; the array ends with the document, so that nothing behind it can be read. */
    private static String outcome(Transcoder transcoder, byte[] bson) {
        OutputBuffer out = new OutputBuffer(16);
        try {
            transcoder.transcode(bson, 0, bson.length, out);
            return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
        } catch (BsonFormatException refused) {
            assertThat(out.size()).isZero();
            return "at " + refused.position() + ": " + refused.reason();
        }
    }
}
