package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

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
        MutableField root = MutableField.ofDocument(document);
        for (Field modifier : modifiers) {
            switch (modifier.name()) {
                case "$v" -> {}
                case "$set" -> modifier.children().forEach(value -> set(root, path(value), value));
                case "$unset" -> modifier.children().forEach(value -> unset(root, path(value)));
                default -> throw new UnappliableException("unknown modifier \"" + modifier.text() + "\"");
            }
        }
        return root.toField().value();
    }

    private static String[] path(Field field) {
        String[] path = field.name().split("\\.", -1);
        verify(path.length <= MAX_DEPTH, "a path of " + path.length + " parts, more than " + MAX_DEPTH);
        return path;
    }

    private static void set(MutableField root, String[] path, Field value) {
        MutableField parent = root;
        for (int depth = 0; parent.hasChildren(); depth++) {
            boolean isLast = depth == path.length - 1;
            Optional<Integer> index = arrayIndex(path[depth]);
            Optional<MutableField> found = parent.child(path[depth], index);
            if (found.isEmpty()) {
                MutableField created =
                        isLast ? new MutableField(value.named(path[depth])) : MutableField.emptyDocument(path[depth]);
                if (!add(parent, index, created)) {
                    return;
                }
                found = Optional.of(created);
            } else if (isLast) {
                found.get().become(value);
            }
            if (isLast) {
                return;
            }
            parent = found.get();
        }
    }

    private static void unset(MutableField root, String[] path) {
        MutableField parent = root;
        for (int depth = 0; parent.hasChildren(); depth++) {
            Optional<MutableField> found = parent.child(path[depth], arrayIndex(path[depth]));
            if (found.isEmpty()) {
                return;
            }
            if (depth == path.length - 1) {
                if (parent.isArray()) {
                    found.get().become(Field.nullNamed(""));
                } else {
                    parent.children().remove(found.get());
                }
                return;
            }
            parent = found.get();
        }
    }

    /** False when an array has no such place. */
    private static boolean add(MutableField parent, Optional<Integer> index, MutableField created) {
        List<MutableField> siblings = parent.children();
        if (parent.isArray()) {
            if (index.isEmpty()) {
                return false;
            }
            verify(
                    index.get() - siblings.size() <= MAX_PADDING,
                    "index " + index.get() + " of an array of " + siblings.size()
                            + " elements is too far behind its end");
            while (siblings.size() < index.get()) {
                siblings.add(new MutableField(Field.nullNamed(Integer.toString(siblings.size()))));
            }
        }
        siblings.add(created);
        return true;
    }

    /** Digits without a leading zero. */
    private static Optional<Integer> arrayIndex(String part) {
        boolean isIndex = !part.isEmpty()
                && part.length() <= MAX_INDEX_DIGITS
                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                && (part.length() == 1 || part.charAt(0) != '0');
        return isIndex ? Optional.of(Integer.parseInt(part)) : Optional.empty();
    }
}
