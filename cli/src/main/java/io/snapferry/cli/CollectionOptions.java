package io.snapferry.cli;

import io.snapferry.bson.RawBson;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** A collection's options and indexes as the commands that make them anew. Immutable. */
final class CollectionOptions {
    /** Servers before 4.0 listed these among the options; no server takes them back, or all ignore them. */
    private static final Set<String> NO_OPTIONS = Set.of("create", "temp", "autoIndexId", "flags");

    /** What old servers wrote into indexes and new ones refuse. */
    private static final Set<String> OLD_INDEX_FIELDS = Set.of("ns", "background", "dropDups", "safe");

    private static final String COLLATION = "collation";
    private static final String ID_INDEX = "_id_";
    private static final BsonDocument SIMPLE_COLLATION = new BsonDocument("locale", new BsonString("simple"));

    private final CollectionMetadata collection;
    private final BsonDocument options;

    CollectionOptions(CollectionMetadata collection) {
        this.collection = collection;
        this.options = document(collection.options());
    }

    private static BsonDocument document(RawBson bson) {
        return new RawBsonDocument(bson.toByteArray());
    }

    /**
     * Whether documents must come in their order, and cannot be written a second time: a capped collection drops the first
     * ones for the last, and the buckets of a time series are the server's own.
     */
    boolean isOrdered() {
        return collection.kind() == CollectionKind.TIME_SERIES || isTrue(options.get("capped"));
    }

    private static boolean isTrue(@Nullable BsonValue value) {
        return value != null
                && (value.isBoolean()
                        ? value.asBoolean().getValue()
                        : value.isNumber() && value.asNumber().intValue() != 0);
    }

    BsonDocument createCommand() {
        BsonDocument create =
                new BsonDocument("create", new BsonString(collection.namespace().collection()));
        options.forEach((name, value) -> {
            if (!NO_OPTIONS.contains(name)) {
                create.append(name, value);
            }
        });
        return create;
    }

    /** All indexes but those that come with the collection. */
    List<BsonDocument> indexes() {
        List<BsonDocument> indexes = new ArrayList<>();
        for (BsonValue value : document(collection.indexes()).values()) {
            BsonDocument index = value.asDocument();
            boolean comesWithIt = nameOf(index).equals(ID_INDEX) || isTrue(index.get("clustered"));
            if (!comesWithIt) {
                indexes.add(specification(index));
            }
        }
        return indexes;
    }

    static String nameOf(BsonDocument index) {
        BsonValue name = index.get("name");
        return name != null && name.isString() ? name.asString().getValue() : "";
    }

    /** Version 2 is what every server makes by itself, and some do not know the word; 0 is what none makes any more. */
    private static boolean isOldVersion(BsonValue version) {
        return version.isNumber() && version.asNumber().intValue() == 1;
    }

    private BsonDocument specification(BsonDocument index) {
        BsonDocument specification = new BsonDocument();
        index.forEach((name, value) -> {
            boolean isKept = name.equals("v") ? isOldVersion(value) : !OLD_INDEX_FIELDS.contains(name);
            if (isKept) {
                specification.append(name, value);
            }
        });
        // Without one it would take the collection's, though it was made without.
        if (options.containsKey(COLLATION) && !index.containsKey(COLLATION)) {
            specification.append(COLLATION, SIMPLE_COLLATION);
        }
        return specification;
    }
}
