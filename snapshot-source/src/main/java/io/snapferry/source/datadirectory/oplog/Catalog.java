package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.source.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The collections while entries are applied: by name, and by the uuid that stays when they are renamed. For one thread. */
final class Catalog {
    private final SortedMap<Namespace, CollectionState> byName = new TreeMap<>();
    private final Map<String, Namespace> namesByUuid = new HashMap<>();
    private int nextNumber;

    Catalog(Collection<CollectionState> collections) {
        for (CollectionState collection : collections) {
            put(collection);
            nextNumber = Math.max(nextNumber, collection.number() + 1);
        }
    }

    private void put(CollectionState collection) {
        byName.put(collection.namespace(), collection);
        collection.uuidHex().ifPresent(uuid -> namesByUuid.put(uuid, collection.namespace()));
    }

    /** For a new collection. */
    int nextNumber() {
        return nextNumber++;
    }

    List<CollectionState> collections() {
        return new ArrayList<>(byName.values());
    }

    Optional<CollectionState> find(Namespace namespace) {
        return Optional.ofNullable(byName.get(namespace));
    }

    Optional<CollectionState> find(String uuidHex) {
        return Optional.ofNullable(namesByUuid.get(uuidHex)).flatMap(this::find);
    }

    /** The collection of an operation on documents: by uuid, of entries without one by name. */
    Optional<CollectionState> ofOperation(OplogEntry entry) {
        if (entry.uuidHex().isPresent()) {
            return find(entry.uuidHex().get());
        }
        return find(parse(entry.namespace()));
    }

    /** The collection of a command: by uuid, of entries without one by the name that the command gives. */
    Optional<CollectionState> ofCommand(OplogEntry entry) {
        if (entry.uuidHex().isPresent()) {
            return find(entry.uuidHex().get());
        }
        return find(entry.inDatabase(entry.commandTarget()));
    }

    static Namespace parse(String name) {
        try {
            return Namespace.parse(name);
        } catch (IllegalArgumentException e) {
            throw new UnappliableException(String.valueOf(e.getMessage()));
        }
    }

    void add(CollectionState collection) {
        verify(
                !byName.containsKey(collection.namespace()),
                "a collection of this name, " + collection.namespace() + ", is there already");
        put(collection);
    }

    /** Puts another state in the place of one with the same name. */
    void replace(CollectionState collection) {
        put(collection);
    }

    void remove(CollectionState collection) {
        byName.remove(collection.namespace());
        collection.uuidHex().ifPresent(namesByUuid::remove);
    }
}
