package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.bson.BsonFormatException;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a document: refused with their place, or transcoded as the plain version does. That the text comes back as
 * the same bytes is for {@link GeneratedDocumentsTest}: a document may hold names that mean something in Extended JSON.
 */
class BsonDocumentFuzzTest {
    private final Transcoder[] fast = {new BytesTranscoder(JsonMode.CANONICAL), new BytesTranscoder(JsonMode.RELAXED)};
    private final Transcoder[] plain = {
        new LibraryTranscoder(JsonMode.CANONICAL), new LibraryTranscoder(JsonMode.RELAXED)
    };
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final OutputBuffer text = new OutputBuffer(64);
    private final OutputBuffer bson = new OutputBuffer(64);

    @FuzzTest
    void bsonDocument(byte[] document) {
        for (int mode = 0; mode < fast.length; mode++) {
            String outcome = outcome(fast[mode], document);
            assertThat(outcome).isEqualTo(outcome(plain[mode], document));
            if (outcome.startsWith("{")) {
                readOrRefuse(outcome.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void readOrRefuse(byte[] json) {
        bson.clear();
        try {
            reader.read(json, 0, json.length, bson);
        } catch (ExtendedJsonFormatException refused) {
            assertThat(bson.size()).isZero();
        }
    }

    /** The text, which begins with a brace, or the error, which does not. */
    private String outcome(Transcoder transcoder, byte[] document) {
        text.clear();
        try {
            transcoder.transcode(document, 0, document.length, text);
            return new String(text.array(), 0, text.size(), StandardCharsets.UTF_8);
        } catch (BsonFormatException refused) {
            assertThat(text.size()).isZero();
            assertThat(refused.position()).isBetween(0L, (long) document.length);
            return refused.position() + ": " + refused.reason();
        }
    }
}
