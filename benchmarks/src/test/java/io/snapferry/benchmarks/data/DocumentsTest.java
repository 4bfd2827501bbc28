package io.snapferry.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentLength;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import java.util.zip.Deflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
    private static final int SOME_BYTES = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void documentsAreWellFormed(DataSet dataSet) throws BsonFormatException {
        byte[] bytes = Documents.bytes(dataSet, SOME_BYTES);
        assertThat(count(bytes)).isGreaterThan(90);
    }

    @ParameterizedTest
    @CsvSource({"FILMS, 1400, 1700", "SENSORS, 170, 230", "LONG_STRINGS, 7000, 11000"})
    void documentsHaveTheSizeThatTheDocumentsSay(DataSet dataSet, int min, int max) throws BsonFormatException {
        byte[] bytes = Documents.bytes(dataSet, SOME_BYTES);
        assertThat(bytes.length / count(bytes)).isBetween(min, max);
    }

    /** Text that compresses too well, or not at all, would make every figure a lie. */
    @ParameterizedTest
    @CsvSource({"FILMS, 3, 6", "SENSORS, 6, 12", "LONG_STRINGS, 2.5, 4"})
    void textCompressesAsRealTextDoes(DataSet dataSet, double min, double max) throws BsonFormatException {
        OutputBuffer text = new OutputBuffer(4 * SOME_BYTES);
        byte[] bytes = Documents.bytes(dataSet, SOME_BYTES);
        Transcoder transcoder = Transcoder.forMode(JsonMode.CANONICAL);
        for (int at = 0; at < bytes.length; at += DocumentLength.read(bytes, at)) {
            transcoder.transcode(bytes, at, DocumentLength.read(bytes, at), text);
            text.write('\n');
        }
        assertThat((double) text.size() / deflatedSize(text)).isBetween(min, max);
    }

    @ParameterizedTest
    @EnumSource
    void moreBytesBeginWithTheSameDocuments(DataSet dataSet) {
        byte[] few = Documents.bytes(dataSet, 100_000);
        assertThat(Documents.bytes(dataSet, 200_000)).startsWith(few);
    }

    @ParameterizedTest
    @EnumSource
    void largeDocumentsAreWellFormedAndFillTheirSize(DataSet dataSet) throws BsonFormatException {
        int size = 1 << 20;
        Documents documents = Documents.ofSize(dataSet, size);
        for (int i = 0; i < 3; i++) {
            BsonBytes out = new BsonBytes(size);
            documents.next(out);
            DocumentValidator.validate(out.array(), 0, out.size());
            assertThat(out.size()).isBetween(size - 20_000, size);
        }
    }

    private static int count(byte[] bytes) throws BsonFormatException {
        int count = 0;
        for (int at = 0; at < bytes.length; at += DocumentLength.read(bytes, at)) {
            DocumentValidator.validate(bytes, at, DocumentLength.read(bytes, at));
            count++;
        }
        return count;
    }

    private static int deflatedSize(OutputBuffer text) {
        Deflater deflater = new Deflater(1, true);
        try {
            deflater.setInput(text.array(), 0, text.size());
            deflater.finish();
            return deflater.deflate(new byte[text.size()]);
        } finally {
            deflater.end();
        }
    }
}
