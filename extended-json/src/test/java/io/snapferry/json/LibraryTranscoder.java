package io.snapferry.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentValidator;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonDbPointer;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;
import org.bson.json.StrictJsonWriter;
import org.bson.types.Decimal128;

/**
 * The plain version of {@link BytesTranscoder}, which must write the same: pipes the library's BSON reader into its JSON
 * writer, after our own validation: the library replaces invalid UTF-8 and
 * lets other defects pass. What it would write differently from one Java version to the next is replaced: doubles
 * (jackson-core's shortest), escapes and spaces ({@link CompactWriter}).
 */
final class LibraryTranscoder implements Transcoder {
    private static final long LARGE_COEFFICIENT_MASK = 3L << 61;
    private static final long COEFFICIENT_HIGH_MASK = (1L << 49) - 1;
    private static final BigInteger COEFFICIENT_LIMIT = BigInteger.TEN.pow(34);

    private final JsonWriterSettings settings;

    LibraryTranscoder(JsonMode mode) {
        this.settings = settings(mode);
    }

    @Override
    public void transcode(byte[] bson, int offset, int length, OutputBuffer out) throws BsonFormatException {
        DocumentValidator.validate(bson, offset, length);
        int sizeBefore = out.size();
        boolean isComplete = false;
        ByteBuffer document = ByteBuffer.wrap(bson, offset, length).slice();
        try (BsonBinaryReader reader = new BsonBinaryReader(document);
                JsonWriter writer = new SpecifiedJsonWriter(new CompactWriter(out), settings)) {
            writer.pipe(reader);
            isComplete = true;
        } catch (RuntimeException e) {
            throw new BsonFormatException(0, "the BSON library refuses this document: " + e.getMessage(), e);
        } finally {
            if (!isComplete) {
                out.truncate(sizeBefore);
            }
        }
    }

    private static JsonWriterSettings settings(JsonMode mode) {
        JsonWriterSettings.Builder settings = JsonWriterSettings.builder()
                .decimal128Converter((value, writer) -> wrapped("$numberDecimal", decimalText(value), writer));
        switch (mode) {
            case CANONICAL ->
                settings.outputMode(org.bson.json.JsonMode.EXTENDED).doubleConverter(LibraryTranscoder::wrappedDouble);
            case RELAXED ->
                settings.outputMode(org.bson.json.JsonMode.RELAXED).doubleConverter(LibraryTranscoder::plainDouble);
        }
        return settings.build();
    }

    private static void wrappedDouble(double value, StrictJsonWriter writer) {
        wrapped("$numberDouble", doubleText(value), writer);
    }

    private static void plainDouble(double value, StrictJsonWriter writer) {
        if (Double.isFinite(value)) {
            writer.writeNumber(doubleText(value));
        } else {
            wrappedDouble(value, writer);
        }
    }

    static String doubleText(double value) {
        String text = NumberOutput.toString(value, true);
        int exponent = text.indexOf('E') + 1;
        if (exponent == 0 || text.charAt(exponent) == '-') {
            return text;
        }
        return text.substring(0, exponent) + '+' + text.substring(exponent);
    }

    /** The library writes the digits of a coefficient that is too large, which nothing can read back. */
    static String decimalText(Decimal128 value) {
        boolean isLargeByForm = (value.getHigh() & LARGE_COEFFICIENT_MASK) == LARGE_COEFFICIENT_MASK;
        BigInteger coefficient = BigInteger.valueOf(value.getHigh() & COEFFICIENT_HIGH_MASK)
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(value.getLow())));
        if (isLargeByForm || coefficient.compareTo(COEFFICIENT_LIMIT) < 0) {
            return value.toString();
        }
        return Decimal128.fromIEEE754BIDEncoding(value.getHigh() & ~COEFFICIENT_HIGH_MASK, 0)
                .toString();
    }

    private static void wrapped(String key, String value, StrictJsonWriter writer) {
        writer.writeStartObject();
        writer.writeString(key, value);
        writer.writeEndObject();
    }

    /**
     * In relaxed mode the library turns a DBPointer into a document of {@code $ref} and {@code $id}, which reads back as
     * another type; the specification has one form for both modes.
     */
    private static final class SpecifiedJsonWriter extends JsonWriter {
        SpecifiedJsonWriter(CompactWriter text, JsonWriterSettings settings) {
            super(text, settings);
        }

        @Override
        protected void doWriteDBPointer(BsonDbPointer value) {
            writeStartDocument();
            writeStartDocument("$dbPointer");
            writeString("$ref", value.getNamespace());
            writeObjectId("$id", value.getId());
            writeEndDocument();
            writeEndDocument();
        }
    }
}
