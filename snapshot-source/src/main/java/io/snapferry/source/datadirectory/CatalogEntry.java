package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.BsonSerializationException;

/**
 * What {@code _mdb_catalog.wt} says of one collection. See docs/formats/wiredtiger.md#catalog.
 *
 * @param ident name of its table; the file is that and {@code .wt}
 * @param options as they were given to create, without the uuid
 * @param indexes their specifications, an array, in the catalog's order; unfinished ones are left out
 * @param uuidHex 32 hex digits; absent before MongoDB 3.6
 * @param indexIdents names of the tables of its indexes, unfinished ones included
 */
record CatalogEntry(
        Namespace namespace,
        String ident,
        RawBson options,
        RawBson indexes,
        Optional<String> uuidHex,
        List<String> indexIdents) {
    static final String FILE = "_mdb_catalog.wt";

    private static final String EXTENSION = ".wt";
    private static final int UUID_BYTES = 16;

    /**
     * Reads a value of the catalog.
     *
     * @return empty for the entry that tells of features, which is of no collection
     * @throws SourceException when it is not understood
     */
    static Optional<CatalogEntry> parse(RawBson value) throws SourceException {
        try {
            RawElements entry = RawElements.of(value);
            Optional<String> ident = entry.string("ident");
            if (ident.isEmpty() || entry.isTrue("isFeatureDocument")) {
                return Optional.empty();
            }
            RawElements md = RawElements.of(entry.document("md").orElse(RawBson.EMPTY));
            String name = entry.string("ns")
                    .or(() -> md.string("ns"))
                    .orElseThrow(() -> bad("entry of " + ident.get() + " without a namespace"));
            requireInside(ident.get());
            if (md.number("prefix").orElse(-1L) >= 0) {
                throw bad("entry of " + name
                        + " has its records in a shared table (groupCollections), which is not supported");
            }
            RawElements options = RawElements.of(md.document("options").orElse(RawBson.EMPTY));
            return Optional.of(new CatalogEntry(
                    Namespace.parse(name),
                    ident.get(),
                    options.without(List.of("uuid")),
                    indexes(md),
                    options.binary("uuid")
                            .filter(uuid -> uuid.length == UUID_BYTES)
                            .map(HexFormat.of()::formatHex),
                    RawElements.of(entry.document("idxIdent").orElse(RawBson.EMPTY))
                            .strings()));
        } catch (BsonSerializationException | IllegalArgumentException e) {
            throw bad("entry that is not understood: " + e.getMessage()).causedBy(e);
        }
    }

    private static RawBson indexes(RawElements md) {
        List<RawBson> specifications = new ArrayList<>();
        for (RawBson index :
                RawElements.of(md.array("indexes").orElse(RawBson.EMPTY)).documents()) {
            RawElements elements = RawElements.of(index);
            if (!elements.isFalse("ready")) {
                elements.document("spec").ifPresent(specifications::add);
            }
        }
        return RawElements.arrayOf(specifications);
    }

    /** An ident is a path below the directory, and comes from a file that anybody may have written. */
    private static void requireInside(String ident) throws SourceException {
        if (ident.isEmpty()
                || ident.startsWith("/")
                || ident.indexOf('\\') >= 0
                || ident.indexOf('\0') >= 0
                || List.of(ident.split("/", -1)).contains("..")) {
            throw bad("ident \"" + ident + "\" is outside of the directory");
        }
    }

    private static SourceException bad(String reason) {
        return SourceException.inFile(FILE, reason);
    }

    /** Relative to the directory. */
    String fileName() {
        return ident + EXTENSION;
    }

    /** Of the collection and its indexes, relative to the directory. */
    List<String> fileNames() {
        List<String> names = new ArrayList<>();
        names.add(fileName());
        indexIdents.forEach(index -> names.add(index + EXTENSION));
        return names;
    }
}
