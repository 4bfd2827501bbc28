package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentValidator;
import io.snapferry.bson.ElementType.Code;
import io.snapferry.bson.RawBson;
import io.snapferry.source.Namespace;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies commands on collections and indexes to the catalog. What is not known is refused. For one thread. */
final class Commands {
    /** Fields of create that are no options of the collection. */
    private static final Set<String> NOT_OPTIONS = Set.of("create", "idIndex", "autoIndexId");

    /** They say what a server did or will do, and change neither documents nor what is known of a collection. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("startIndexBuild", "abortIndexBuild", "dbCheck");

    private final Catalog catalog;

    Commands(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws UnappliableException when the command is not known, or does not fit the catalog */
    void apply(OplogEntry entry) {
        String command = entry.command();
        if (WITHOUT_EFFECT.contains(command)) {
            return;
        }
        requireValid(entry.requireObject());
        switch (command) {
            case "create" -> create(entry);
            case "drop" -> catalog.ofCommand(entry).ifPresent(catalog::remove);
            case "dropDatabase" -> dropDatabase(entry.database());
            case "renameCollection" -> rename(entry);
            case "collMod" ->
                catalog.ofCommand(entry)
                        .ifPresent(collection -> catalog.replace(CollectionModification.apply(
                                collection, entry.requireObject().children())));
            case "createIndexes" ->
                catalog.ofCommand(entry).ifPresent(collection -> createIndex(collection, entry.requireObject()));
            case "commitIndexBuild" ->
                catalog.ofCommand(entry).ifPresent(collection -> commitIndexes(collection, entry.requireObject()));
            case "dropIndexes", "deleteIndexes", "dropIndex", "deleteIndex" ->
                catalog.ofCommand(entry).ifPresent(collection -> dropIndex(collection, entry.requireObject()));
            default -> throw new UnappliableException("the command \"" + command + "\" is not supported");
        }
    }

    /** Parts of commands become part of what is known of a collection, where nobody checks them again. */
    private static void requireValid(Field object) {
        try {
            DocumentValidator.validate(object.bytes(), object.from(), object.length());
        } catch (BsonFormatException e) {
            throw new UnappliableException("a command that is no valid document: " + e.getMessage());
        }
    }

    private void create(OplogEntry entry) {
        Namespace namespace = entry.inDatabase(entry.commandTarget());
        List<Field> fields = entry.requireObject().children();
        if (entry.uuidHex()
                .flatMap(catalog::find)
                .filter(c -> c.namespace().equals(namespace))
                .isPresent()) {
            return; // it was there at the stable timestamp
        }
        List<Field> options = new ArrayList<>(fields);
        options.removeIf(field -> NOT_OPTIONS.contains(field.name()));
        List<Field> indexes = new ArrayList<>();
        Fields.find(fields, "idIndex").filter(Field::isDocument).ifPresent(index -> indexes.add(index.named("0")));
        catalog.add(new CollectionState(
                catalog.nextNumber(), namespace, document(options), document(indexes), entry.uuidHex()));
    }

    private void dropDatabase(String database) {
        for (CollectionState collection : catalog.collections()) {
            if (collection.namespace().database().equals(database)) {
                catalog.remove(collection);
            }
        }
    }

    private void rename(OplogEntry entry) {
        List<Field> fields = entry.requireObject().children();
        Namespace source = Catalog.parse(entry.commandTarget());
        Namespace target =
                Catalog.parse(Fields.find(fields, "to").flatMap(Field::string).orElse(""));
        Optional<CollectionState> found =
                entry.uuidHex().isPresent() ? catalog.find(entry.uuidHex().get()) : catalog.find(source);
        if (found.isEmpty()) {
            return;
        }
        CollectionState collection = found.get();
        if (collection.namespace().equals(target)) {
            return;
        }
        Optional<Field> dropTarget = Fields.find(fields, "dropTarget");
        dropTarget
                .flatMap(Field::binary)
                .map(HexFormat.of()::formatHex)
                .flatMap(catalog::find)
                .ifPresent(catalog::remove);
        if (dropTarget
                .filter(field -> field.type() != Code.BINARY && field.isTrue())
                .isPresent()) {
            catalog.find(target).ifPresent(catalog::remove);
        }
        catalog.remove(collection);
        List<Field> options = Fields.of(collection.options().toByteArray());
        if (Fields.find(fields, "stayTemp").filter(Field::isTrue).isEmpty()) {
            options.removeIf(field -> field.name().equals("temp"));
        }
        catalog.add(new CollectionState(
                collection.number(), target, document(options), collection.indexes(), collection.uuidHex()));
    }

    private void createIndex(CollectionState collection, Field object) {
        List<Field> specification = new ArrayList<>(object.children());
        specification.remove(0);
        addIndexes(collection, List.of(Field.of("", Code.DOCUMENT, specification)));
    }

    private void commitIndexes(CollectionState collection, Field object) {
        addIndexes(
                collection,
                Fields.find(object.children(), "indexes")
                        .filter(Field::isArray)
                        .orElseThrow(() -> new UnappliableException("commitIndexBuild without indexes"))
                        .children());
    }

    /** Adds those whose names are not there. */
    private void addIndexes(CollectionState collection, List<Field> added) {
        List<Field> indexes = indexes(collection);
        for (Field index : added) {
            String name = indexName(index);
            verify(!name.isEmpty(), "an index without a name");
            if (indexes.stream().noneMatch(other -> indexName(other).equals(name))) {
                indexes.add(index);
            }
        }
        catalog.replace(withIndexes(collection, indexes));
    }

    private void dropIndex(CollectionState collection, Field object) {
        String name = Fields.find(object.children(), "index")
                .flatMap(Field::string)
                .orElseThrow(() -> new UnappliableException("an index is dropped, but not by its name"));
        List<Field> indexes = indexes(collection);
        indexes.removeIf(index -> name.equals("*")
                ? !indexName(index).equals("_id_")
                : indexName(index).equals(name));
        catalog.replace(withIndexes(collection, indexes));
    }

    static List<Field> indexes(CollectionState collection) {
        return Fields.of(collection.indexes().toByteArray());
    }

    static String indexName(Field index) {
        return Fields.find(index.children(), "name").flatMap(Field::string).orElse("");
    }

    static CollectionState withIndexes(CollectionState collection, List<Field> indexes) {
        List<Field> numbered = new ArrayList<>();
        for (Field index : indexes) {
            numbered.add(index.named(Integer.toString(numbered.size())));
        }
        return new CollectionState(
                collection.number(),
                collection.namespace(),
                collection.options(),
                document(numbered),
                collection.uuidHex());
    }

    static RawBson document(List<Field> fields) {
        return RawBson.copyOf(Fields.write(fields));
    }
}
