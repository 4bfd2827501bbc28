package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.bson.ElementType.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies the differences that updates are written as since MongoDB 5.0 ({@code $v: 2}).
 *
 * <pre>
 * document = { d: {name: false, ...}, u: {name: value, ...}, i: {name: value, ...},
 *              b: {name: {o: offset, d: bytes}, ...}, s<i>name</i>: document or array, ... }
 * array    = { a: true, l: new length, u<i>index</i>: value, s<i>index</i>: document or array, ... }
 * </pre>
 *
 * {@code d} removes. {@code u} replaces where the field stands, or appends it. {@code i} appends, and removes what stood
 * elsewhere. {@code b} keeps the first bytes of a binary value and puts others behind. A difference inside of a field that
 * is not of the expected kind makes it null: a later entry writes it anew.
 */
final class DocumentDiff {
    /** As deep as the server lets documents be, and some. */
    private static final int MAX_DEPTH = 250;

    /** About as many elements as a document of 16 MiB can hold. */
    private static final long MAX_ARRAY_LENGTH = 2 << 20;

    private static final int BINARY_HEADER_BYTES = 5;

    /** What becomes of one field. */
    private enum Action {
        REMOVE,
        REPLACE,
        APPEND,
        BINARY,
        INSIDE
    }

    private record Change(Action action, Field operand) {}

    private DocumentDiff() {}

    /** @throws UnappliableException when the difference is not understood */
    static byte[] apply(byte[] document, Field diff) {
        verify(diff.isDocument(), "expected a document as the difference");
        return Fields.write(applyToDocument(Fields.of(document), diff.children(), 0));
    }

    private static List<Field> applyToDocument(List<Field> fields, List<Field> diff, int depth) {
        verify(depth <= MAX_DEPTH, "the difference is nested deeper than " + MAX_DEPTH + " levels");
        List<Field> appended = new ArrayList<>();
        Map<String, Change> changes = changes(diff, appended);
        Set<String> replaced = new HashSet<>();
        List<Field> result = new ArrayList<>(fields.size() + appended.size());
        for (Field field : fields) {
            Change change = changes.get(field.name());
            if (change == null) {
                result.add(field);
                continue;
            }
            switch (change.action()) {
                case REMOVE, APPEND -> {}
                case REPLACE -> {
                    result.add(change.operand());
                    replaced.add(field.name());
                }
                case BINARY -> result.add(withBytes(field, change.operand()));
                case INSIDE -> result.add(inside(field, change.operand(), depth));
            }
        }
        for (Field field : appended) {
            if (!replaced.contains(field.name())) {
                result.add(field);
            }
        }
        return result;
    }

    private static Map<String, Change> changes(List<Field> diff, List<Field> appended) {
        verify(!diff.isEmpty(), "an empty difference");
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Field section : diff) {
            switch (section.name()) {
                case "d" -> section.children().forEach(field -> put(changes, Action.REMOVE, field));
                case "u" ->
                    section.children().forEach(field -> {
                        put(changes, Action.REPLACE, field);
                        appended.add(field);
                    });
                case "i" ->
                    section.children().forEach(field -> {
                        put(changes, Action.APPEND, field);
                        appended.add(field);
                    });
                case "b" -> section.children().forEach(field -> put(changes, Action.BINARY, field));
                default -> {
                    verify(
                            section.name().startsWith("s") && section.isDocument(),
                            "unknown section \"" + section.text() + "\" of a difference");
                    put(changes, Action.INSIDE, section.named(section.name().substring(1)));
                }
            }
        }
        return changes;
    }

    private static void put(Map<String, Change> changes, Action action, Field field) {
        verify(
                changes.put(field.name(), new Change(action, field)) == null,
                "a difference has the field \"" + field.text() + "\" twice");
    }

    private static boolean isOfArray(List<Field> diff) {
        return !diff.isEmpty() && diff.get(0).name().equals("a") && diff.get(0).type() == Code.BOOLEAN;
    }

    private static Field inside(Field field, Field diffField, int depth) {
        List<Field> diff = diffField.children();
        if (isOfArray(diff)) {
            return field.isArray()
                    ? Field.of(field.name(), Code.ARRAY, applyToArray(field.children(), diff, depth + 1))
                    : Field.nullNamed(field.name());
        }
        return field.isDocument()
                ? Field.of(field.name(), Code.DOCUMENT, applyToDocument(field.children(), diff, depth + 1))
                : Field.nullNamed(field.name());
    }

    private static List<Field> applyToArray(List<Field> elements, List<Field> diff, int depth) {
        verify(depth <= MAX_DEPTH, "the difference is nested deeper than " + MAX_DEPTH + " levels");
        verify(diff.get(0).isTrue(), "expected true as \"a\" of an array's difference");
        Optional<Integer> newLength = Optional.empty();
        List<Field> result = new ArrayList<>(elements);
        int previous = -1;
        for (Field change : diff.subList(1, diff.size())) {
            if (change.name().equals("l")) {
                verify(
                        previous < 0 && newLength.isEmpty(),
                        "the length of an array is not at the front of its difference");
                newLength = Optional.of(index(change.integer().orElse(-1L)));
                resize(result, newLength.get());
                continue;
            }
            int index = index(change);
            verify(index > previous, "the indexes of an array's difference are not ascending");
            verify(
                    newLength.filter(length -> length <= index).isEmpty(),
                    "index " + index + " is behind the new length of the array");
            previous = index;
            boolean exists = index < elements.size();
            if (index >= result.size()) {
                resize(result, index + 1);
            }
            String name = Integer.toString(index);
            if (change.name().charAt(0) == 'u') {
                result.set(index, change.named(name));
            } else {
                result.set(index, exists ? inside(elements.get(index), change, depth) : Field.nullNamed(name));
            }
        }
        return renumbered(result);
    }

    private static int index(Field change) {
        boolean isKnown = change.name().length() > 1
                && (change.name().charAt(0) == 'u' || (change.name().charAt(0) == 's' && change.isDocument()));
        verify(isKnown, "unknown part \"" + change.text() + "\" of an array's difference");
        try {
            return index(Long.parseLong(change.name().substring(1)));
        } catch (NumberFormatException e) {
            throw new UnappliableException("unknown part \"" + change.text() + "\" of an array's difference");
        }
    }

    private static int index(long value) {
        verify(
                value >= 0 && value <= MAX_ARRAY_LENGTH,
                "length or index " + value + " of an array, expected 0 to " + MAX_ARRAY_LENGTH);
        return (int) value;
    }

    /** What is missing is null. */
    private static void resize(List<Field> elements, int length) {
        if (length < elements.size()) {
            elements.subList(length, elements.size()).clear();
        }
        while (elements.size() < length) {
            elements.add(Field.nullNamed(""));
        }
    }

    private static List<Field> renumbered(List<Field> elements) {
        for (int i = 0; i < elements.size(); i++) {
            String name = Integer.toString(i);
            if (!elements.get(i).name().equals(name)) {
                elements.set(i, elements.get(i).named(name));
            }
        }
        return elements;
    }

    /** The first bytes of the value, then those of the difference; the subtype stays. */
    private static Field withBytes(Field field, Field operand) {
        List<Field> parts = operand.children();
        long keep = Fields.find(parts, "o").flatMap(Field::integer).orElse(-1L);
        byte[] added = Fields.find(parts, "d")
                .flatMap(Field::binary)
                .orElseThrow(() -> new UnappliableException("a binary difference without bytes"));
        verify(
                field.type() == Code.BINARY,
                "a binary difference of the field \"" + field.text() + "\", which is not binary");
        int stored = field.length() - BINARY_HEADER_BYTES;
        verify(
                keep >= 0 && keep <= stored,
                "a binary difference at offset " + keep + " of the field \"" + field.text() + "\" of " + stored
                        + " bytes");
        ByteBuffer value = ByteBuffer.allocate(BINARY_HEADER_BYTES + (int) keep + added.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) keep + added.length)
                .put(field.bytes(), field.from() + Integer.BYTES, 1 + (int) keep)
                .put(added);
        return new Field(field.name(), Code.BINARY, value.array(), 0, value.capacity());
    }
}
