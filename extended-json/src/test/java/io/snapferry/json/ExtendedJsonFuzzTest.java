package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.bson.BsonFormatException;

/** Any bytes as a line of an export: refused, or a document whose canonical text is read as the same document. */
class ExtendedJsonFuzzTest {
    private final ExtendedJsonReader reader = new ExtendedJsonReader();
    private final Transcoder transcoder = Transcoder.forMode(JsonMode.CANONICAL);
    private final OutputBuffer bson = new OutputBuffer(64);
    private final OutputBuffer text = new OutputBuffer(64);

    @FuzzTest
    void extendedJson(byte[] line) throws ExtendedJsonFormatException, BsonFormatException {
        bson.clear();
        try {
            reader.read(line, 0, line.length, bson);
        } catch (ExtendedJsonFormatException refused) {
            assertThat(bson.size()).isZero();
            return;
        }
        byte[] document = bson.toByteArray();
        text.clear();
        transcoder.transcode(document, 0, document.length, text);
        bson.clear();
        reader.read(text.array(), 0, text.size(), bson);
        assertThat(bson.toByteArray()).isEqualTo(document);
    }
}
