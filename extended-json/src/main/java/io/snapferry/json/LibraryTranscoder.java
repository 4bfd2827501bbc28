package io.snapferry.json;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentValidator;
import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonDbPointer;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;
import org.bson.json.StrictJsonWriter;

/**
 * Pipes the library's BSON reader into its JSON writer, after our own validation: the library replaces invalid UTF-8 and
 * lets other defects pass. What it would write differently from one Java version to the next is replaced: doubles
 * ({@link DoubleText}), escapes and spaces ({@link CompactWriter}).
 */
final class LibraryTranscoder implements Transcoder {
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
                .decimal128Converter((value, writer) -> wrapped("$numberDecimal", DecimalText.of(value), writer));
        switch (mode) {
            case CANONICAL ->
                settings.outputMode(org.bson.json.JsonMode.EXTENDED).doubleConverter(LibraryTranscoder::wrappedDouble);
            case RELAXED ->
                settings.outputMode(org.bson.json.JsonMode.RELAXED).doubleConverter(LibraryTranscoder::plainDouble);
        }
        return settings.build();
    }

    private static void wrappedDouble(double value, StrictJsonWriter writer) {
        wrapped("$numberDouble", DoubleText.of(value), writer);
    }

    private static void plainDouble(double value, StrictJsonWriter writer) {
        if (Double.isFinite(value)) {
            writer.writeNumber(DoubleText.of(value));
        } else {
            wrappedDouble(value, writer);
        }
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
