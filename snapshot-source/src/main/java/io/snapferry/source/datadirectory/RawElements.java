package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBinaryReader;
import org.bson.BsonSerializationException;
import org.bson.BsonType;

/**
 * The elements of one document, each as the bytes it is made of, so that what is not understood can be passed on verbatim.
 * Immutable.
 */
final class RawElements {
    private static final int LENGTH_BYTES = 4;
    private static final int TYPE_BYTES = 1;
    private static final byte DOCUMENT_TYPE = 3;

    private final byte[] document;
    private final List<Element> elements;

    /**
     * @param offset of the type byte
     * @param end behind the value
     */
    private record Element(String name, BsonType type, int offset, int valueOffset, int end) {}

    private RawElements(byte[] document, List<Element> elements) {
        this.document = document;
        this.elements = elements;
    }

    /** @throws BsonSerializationException when the bytes are no document */
    static RawElements of(RawBson document) {
        byte[] bytes = document.toByteArray();
        List<Element> elements = new ArrayList<>();
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
            reader.readStartDocument();
            int offset = reader.getBsonInput().getPosition();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                BsonType type = reader.getCurrentBsonType();
                String name = reader.readName();
                int valueOffset = reader.getBsonInput().getPosition();
                reader.skipValue();
                int end = reader.getBsonInput().getPosition();
                elements.add(new Element(name, type, offset, valueOffset, end));
                offset = end;
            }
        }
        return new RawElements(bytes, elements);
    }

    private Optional<Element> element(String name, BsonType type) {
        return elements.stream()
                .filter(element -> element.name().equals(name) && element.type() == type)
                .findFirst();
    }

    boolean has(String name) {
        return elements.stream().anyMatch(element -> element.name().equals(name));
    }

    Optional<String> string(String name) {
        return element(name, BsonType.STRING).map(this::text);
    }

    private String text(Element element) {
        return new String(
                document,
                element.valueOffset() + LENGTH_BYTES,
                element.end() - element.valueOffset() - LENGTH_BYTES - 1,
                StandardCharsets.UTF_8);
    }

    Optional<RawBson> document(String name) {
        return element(name, BsonType.DOCUMENT).map(this::value);
    }

    Optional<RawBson> array(String name) {
        return element(name, BsonType.ARRAY).map(this::value);
    }

    /** Data of a binary value, without length and subtype. */
    Optional<byte[]> binary(String name) {
        return element(name, BsonType.BINARY)
                .map(element -> Arrays.copyOfRange(document, element.valueOffset() + LENGTH_BYTES + 1, element.end()));
    }

    /** An integer of any type; a double only when it is whole. */
    Optional<Long> number(String name) {
        return elements.stream()
                .filter(element -> element.name().equals(name))
                .findFirst()
                .flatMap(element -> number(element, ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN)));
    }

    private static Optional<Long> number(Element element, ByteBuffer bytes) {
        return switch (element.type()) {
            case INT32 -> Optional.of((long) bytes.getInt(element.valueOffset()));
            case INT64 -> Optional.of(bytes.getLong(element.valueOffset()));
            case DOUBLE -> Optional.of((long) bytes.getDouble(element.valueOffset()));
            default -> Optional.empty();
        };
    }

    boolean isTrue(String name) {
        return element(name, BsonType.BOOLEAN)
                .filter(element -> document[element.valueOffset()] != 0)
                .isPresent();
    }

    boolean isFalse(String name) {
        return element(name, BsonType.BOOLEAN)
                .filter(element -> document[element.valueOffset()] == 0)
                .isPresent();
    }

    /** All values that are strings, in order. */
    List<String> strings() {
        return elements.stream()
                .filter(element -> element.type() == BsonType.STRING)
                .map(this::text)
                .toList();
    }

    /** The documents of an array, in order. */
    List<RawBson> documents() {
        return elements.stream()
                .filter(element -> element.type() == BsonType.DOCUMENT)
                .map(this::value)
                .toList();
    }

    private RawBson value(Element element) {
        return RawBson.copyOf(document, element.valueOffset(), element.end() - element.valueOffset());
    }

    /** The document without some of its elements. */
    RawBson without(List<String> names) {
        return pick(elements.stream()
                .filter(element -> !names.contains(element.name()))
                .toList());
    }

    /** The document with some of its elements only. */
    RawBson only(List<String> names) {
        return pick(elements.stream()
                .filter(element -> names.contains(element.name()))
                .toList());
    }

    private RawBson pick(List<Element> picked) {
        int size = LENGTH_BYTES
                + 1
                + picked.stream()
                        .mapToInt(element -> element.end() - element.offset())
                        .sum();
        ByteBuffer bytes =
                ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(size);
        picked.forEach(element -> bytes.put(document, element.offset(), element.end() - element.offset()));
        return RawBson.copyOf(bytes.put((byte) 0).array());
    }

    /** An array of documents. */
    static RawBson arrayOf(List<RawBson> documents) {
        List<byte[]> names = new ArrayList<>();
        int size = LENGTH_BYTES + 1;
        for (int i = 0; i < documents.size(); i++) {
            byte[] name = (i + "\0").getBytes(StandardCharsets.US_ASCII);
            names.add(name);
            size += TYPE_BYTES + name.length + documents.get(i).length();
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(size);
        for (int i = 0; i < documents.size(); i++) {
            bytes.put(DOCUMENT_TYPE).put(names.get(i)).put(documents.get(i).toByteArray());
        }
        return RawBson.copyOf(bytes.put((byte) 0).array());
    }
}
