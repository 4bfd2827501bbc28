package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.bson.ElementType.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Applies {@code collMod}: other options of a collection, or of one of its indexes. */
final class CollectionModification {
    /** They stand in the options as they stand in the command. */
    private static final Set<String> OPTIONS = Set.of(
            "validator",
            "validationLevel",
            "validationAction",
            "changeStreamPreAndPostImages",
            "recordPreImages",
            "expireAfterSeconds");

    /** What the server notes of buckets for itself. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("timeseriesBucketsMayHaveMixedSchemaData", "timeseriesBucketingParametersHaveChanged");

    private CollectionModification() {}

    static CollectionState apply(CollectionState collection, List<Field> command) {
        CollectionState result = collection;
        List<Field> options = Fields.of(collection.options().toByteArray());
        for (Field field : command.subList(1, command.size())) {
            if (OPTIONS.contains(field.name())) {
                set(options, field, isRemoved(field));
            } else if (field.name().equals("index") && field.isDocument()) {
                result = withIndex(result, field.children());
            } else if (!WITHOUT_EFFECT.contains(field.name())) {
                throw new UnappliableException("a collMod of \"" + field.text() + "\" is not supported");
            }
        }
        return new CollectionState(
                result.number(), result.namespace(), Commands.document(options), result.indexes(), result.uuidHex());
    }

    /** An empty validator, a time to live that is {@code "off"}. */
    private static boolean isRemoved(Field field) {
        return (field.name().equals("validator")
                        && field.isDocument()
                        && field.children().isEmpty())
                || (field.name().equals("expireAfterSeconds") && field.type() == Code.STRING);
    }

    private static void set(List<Field> fields, Field field, boolean isRemoved) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field.name())) {
                if (isRemoved) {
                    fields.remove(i);
                } else {
                    fields.set(i, field);
                }
                return;
            }
        }
        if (!isRemoved) {
            fields.add(field);
        }
    }

    private static CollectionState withIndex(CollectionState collection, List<Field> change) {
        List<Field> indexes = Commands.indexes(collection);
        int found = -1;
        for (int i = 0; i < indexes.size(); i++) {
            if (isMeant(indexes.get(i), change)) {
                found = i;
            }
        }
        verify(found >= 0, "a collMod of an index that " + collection.namespace() + " does not have");
        List<Field> index = new ArrayList<>(indexes.get(found).children());
        for (Field field : change) {
            switch (field.name()) {
                case "name", "keyPattern" -> {}
                case "expireAfterSeconds" -> set(index, field, false);
                case "hidden", "prepareUnique" -> set(index, field, !field.isTrue());
                case "unique" -> {
                    set(index, field, !field.isTrue());
                    index.removeIf(other -> other.name().equals("prepareUnique"));
                }
                default ->
                    throw new UnappliableException("a collMod of an index's \"" + field.text() + "\" is not supported");
            }
        }
        indexes.set(found, Field.of("", Code.DOCUMENT, index));
        return Commands.withIndexes(collection, indexes);
    }

    private static boolean isMeant(Field index, List<Field> change) {
        if (Fields.find(change, "name").isPresent()) {
            return Fields.find(change, "name")
                    .flatMap(Field::string)
                    .filter(Commands.indexName(index)::equals)
                    .isPresent();
        }
        byte[] pattern = Fields.find(change, "keyPattern").map(Field::value).orElse(new byte[0]);
        return Fields.find(index.children(), "key")
                .filter(key -> Arrays.equals(key.value(), pattern))
                .isPresent();
    }
}
