package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.bson.ElementType.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the modifiers that updates were written as before MongoDB 5.0 ({@code $v: 1}): {@code $set} and {@code $unset} of
 * dotted paths. A path that meets something that has no fields changes nothing: a later entry writes it anew.
 */
final class Modifiers {
    /** What the server pads an array with at most. */
    private static final int MAX_PADDING = 1_500_000;

    private static final int MAX_DEPTH = 250;
    private static final int MAX_INDEX_DIGITS = 9;

    private Modifiers() {}

    /**
     * @param modifiers all fields of the entry's {@code o}
     * @throws UnappliableException when there is another modifier
     */
    static byte[] apply(byte[] document, List<Field> modifiers) {
        List<Field> fields = Fields.of(document);
        for (Field modifier : modifiers) {
            switch (modifier.name()) {
                case "$v" -> {}
                case "$set" -> {
                    for (Field value : modifier.children()) {
                        fields = set(fields, false, path(value), 0, value);
                    }
                }
                case "$unset" -> {
                    for (Field value : modifier.children()) {
                        fields = unset(fields, false, path(value), 0);
                    }
                }
                default -> throw new UnappliableException("unknown modifier \"" + modifier.text() + "\"");
            }
        }
        return Fields.write(fields);
    }

    private static String[] path(Field field) {
        String[] path = field.name().split("\\.", -1);
        verify(path.length <= MAX_DEPTH, "a path of " + path.length + " parts, more than " + MAX_DEPTH);
        return path;
    }

    private static List<Field> set(List<Field> fields, boolean isArray, String[] path, int depth, Field value) {
        int index = position(fields, isArray, path[depth]);
        boolean isLast = depth == path.length - 1;
        if (index < 0) {
            Field created = isLast
                    ? value.named(path[depth])
                    : Field.of(path[depth], Code.DOCUMENT, set(List.of(), false, path, depth + 1, value));
            return added(fields, isArray, created);
        }
        Field field = fields.get(index);
        if (isLast) {
            return replaced(fields, index, value.named(field.name()));
        }
        if (!field.isDocument() && !field.isArray()) {
            return fields;
        }
        List<Field> inner = set(field.children(), field.isArray(), path, depth + 1, value);
        return replaced(fields, index, Field.of(field.name(), field.type(), inner));
    }

    private static List<Field> unset(List<Field> fields, boolean isArray, String[] path, int depth) {
        int index = position(fields, isArray, path[depth]);
        if (index < 0) {
            return fields;
        }
        Field field = fields.get(index);
        if (depth == path.length - 1) {
            if (isArray) {
                return replaced(fields, index, Field.nullNamed(field.name()));
            }
            List<Field> rest = new ArrayList<>(fields);
            rest.remove(index);
            return rest;
        }
        if (!field.isDocument() && !field.isArray()) {
            return fields;
        }
        List<Field> inner = unset(field.children(), field.isArray(), path, depth + 1);
        return replaced(fields, index, Field.of(field.name(), field.type(), inner));
    }

    private static int position(List<Field> fields, boolean isArray, String part) {
        if (isArray) {
            return arrayIndex(part).filter(index -> index < fields.size()).orElse(-1);
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(part)) {
                return i;
            }
        }
        return -1;
    }

    /** Digits without a leading zero. */
    private static Optional<Integer> arrayIndex(String part) {
        boolean isIndex = !part.isEmpty()
                && part.length() <= MAX_INDEX_DIGITS
                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                && (part.length() == 1 || part.charAt(0) != '0');
        return isIndex ? Optional.of(Integer.parseInt(part)) : Optional.empty();
    }

    private static List<Field> added(List<Field> fields, boolean isArray, Field created) {
        List<Field> result = new ArrayList<>(fields);
        if (isArray) {
            Optional<Integer> index = arrayIndex(created.name());
            if (index.isEmpty()) {
                return fields;
            }
            verify(
                    index.get() - fields.size() <= MAX_PADDING,
                    "index " + index.get() + " of an array of " + fields.size()
                            + " elements is too far behind its end");
            while (result.size() < index.get()) {
                result.add(Field.nullNamed(Integer.toString(result.size())));
            }
        }
        result.add(created);
        return result;
    }

    private static List<Field> replaced(List<Field> fields, int index, Field field) {
        List<Field> result = new ArrayList<>(fields);
        result.set(index, field);
        return result;
    }
}
