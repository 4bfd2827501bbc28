package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.ElementType.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field that is being changed. Only what a change goes through is taken apart, and written again once, however many
 * changes there are. For one thread.
 */
final class MutableField {
    private Field field;
    private @Nullable List<MutableField> children;

    MutableField(Field field) {
        this.field = field;
    }

    /** All of a document, under no name. */
    static MutableField ofDocument(byte[] document) {
        return new MutableField(new Field("", Code.DOCUMENT, document, 0, document.length));
    }

    static MutableField emptyDocument(String name) {
        return new MutableField(Field.of(name, Code.DOCUMENT, List.of()));
    }

    boolean isArray() {
        return field.isArray();
    }

    /** Whether there can be fields in it. */
    boolean hasChildren() {
        return field.isDocument() || field.isArray();
    }

    String name() {
        return field.name();
    }

    /** The fields in it, which may be changed. */
    List<MutableField> children() {
        List<MutableField> known = children;
        if (known == null) {
            known = new ArrayList<>();
            for (Field child : field.children()) {
                known.add(new MutableField(child));
            }
            children = known;
        }
        return known;
    }

    /** In a document by name, in an array by an index that is there. */
    Optional<MutableField> child(String name, Optional<Integer> index) {
        List<MutableField> all = children();
        if (isArray()) {
            return index.filter(i -> i < all.size()).map(all::get);
        }
        for (MutableField child : all) {
            if (child.name().equals(name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Takes another value and keeps the name. */
    void become(Field value) {
        field = value.named(field.name());
        children = null;
    }

    /** As it is now. */
    Field toField() {
        List<MutableField> changed = children;
        return changed == null
                ? field
                : Field.of(
                        field.name(),
                        field.type(),
                        changed.stream().map(MutableField::toField).toList());
    }
}
