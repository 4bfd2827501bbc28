package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonBinaryWriter;
import org.bson.io.BasicOutputBuffer;
import org.bson.json.JsonReader;
import org.junit.jupiter.api.Test;

/** Documents of every type, sound and damaged. The seeds are fixed: a failure comes again. */
class GeneratedDocumentsTest {
    private static final int GUARD_BYTES = 16;

    @Provide
    Arbitrary<byte[]> documents() {
        return Arbitraries.randomValue(random -> new DocumentGenerator(random).next());
    }

    @Property(seed = "1", tries = 3000)
    void comeBackFromCanonicalAsTheSameBytes(@ForAll("documents") byte[] bson) throws Exception {
        assertThat(hex(Conversions.bson(Conversions.canonical(bson)))).isEqualTo(hex(bson));
    }

    @Property(seed = "2", tries = 2000)
    void comeBackFromRelaxedAsTheSameText(@ForAll("documents") byte[] bson) throws Exception {
        String relaxed = Conversions.relaxed(bson);
        assertThat(Conversions.relaxed(Conversions.bson(relaxed))).isEqualTo(relaxed);
    }

    /** The library's own reader as a second opinion on the text. */
    @Property(seed = "3", tries = 2000)
    void areReadByTheLibraryAsTheSameBytes(@ForAll("documents") byte[] bson) throws Exception {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        try (JsonReader reader = new JsonReader(Conversions.canonical(bson));
                BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            writer.pipe(reader);
        }
        assertThat(hex(bytes.toByteArray())).isEqualTo(hex(bson));
    }

    @Property(seed = "4", tries = 6000)
    void damageIsRefusedOrHarmlessWhateverLiesAround(@ForAll("documents") byte[] bson, @ForAll long seed) {
        byte[] damaged = Damage.of(bson, new Random(seed));
        String amongZeros = outcome(damaged, (byte) 0);
        assertThat(outcome(damaged, (byte) 0x02)).isEqualTo(amongZeros);
        assertThat(outcome(damaged, (byte) 0xFF)).isEqualTo(amongZeros);
    }

    @Property(seed = "5", tries = 4000)
    void damagedTextIsRefusedOrGivesADocument(@ForAll("documents") byte[] bson, @ForAll long seed) throws Exception {
        byte[] json = Damage.of(Conversions.canonical(bson).getBytes(StandardCharsets.UTF_8), new Random(seed));
        try {
            byte[] read = Conversions.bson(json);
            Conversions.canonical(read);
        } catch (ExtendedJsonFormatException refused) {
            assertThat(refused.getMessage()).startsWith("at ");
        }
    }

    /** Java 17, 25 and whatever comes: the digest was taken once. */
    @Test
    void giveTheSameTextOnEveryJava() throws Exception {
        DocumentGenerator generator = new DocumentGenerator(new Random(42));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 3000; i++) {
            byte[] bson = generator.next();
            digest.update(Conversions.canonical(bson).getBytes(StandardCharsets.UTF_8));
            digest.update(Conversions.relaxed(bson).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(hex(digest.digest())).isEqualTo("674416008e433fbe8d3a07a80a825191079c3e8717dd126c52d655a768bddb46");
    }

    /** The text or the error, with the document between bytes of one value. */
    private static String outcome(byte[] document, byte around) {
        byte[] bytes = new byte[document.length + 2 * GUARD_BYTES];
        Arrays.fill(bytes, around);
        System.arraycopy(document, 0, bytes, GUARD_BYTES, document.length);
        OutputBuffer out = new OutputBuffer(16);
        try {
            Transcoder.forMode(JsonMode.CANONICAL).transcode(bytes, GUARD_BYTES, document.length, out);
            return new String(out.toByteArray(), StandardCharsets.UTF_8);
        } catch (BsonFormatException refused) {
            if (out.size() != 0 || refused.position() > document.length) {
                fail("refused in disorder: %s", refused);
            }
            return refused.position() + ": " + refused.reason();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
