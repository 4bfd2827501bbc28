package io.snapferry.source;

import java.util.Comparator;

/**
 * The name of a collection: {@code <database>.<collection>}. Both parts are the true names, never escaped forms.
 *
 * @param database not empty, without {@code .}, at most {@value #MAX_DATABASE_BYTES} bytes of UTF-8
 * @param collection not empty; may hold dots, slashes, any Unicode
 */
public record Namespace(String database, String collection) implements Comparable<Namespace> {
    /** More than any server allows (63), so that no real name is refused. */
    static final int MAX_DATABASE_BYTES = 255;

    private static final Comparator<Namespace> ORDER =
            Comparator.comparing(Namespace::database).thenComparing(Namespace::collection);

    /** @throws IllegalArgumentException when a part breaks its rule */
    public Namespace {
        if (database.isEmpty() || database.indexOf('.') >= 0 || database.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a database name: \"" + database + "\"");
        }
        if (database.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_DATABASE_BYTES) {
            throw new IllegalArgumentException("a database name is longer than " + MAX_DATABASE_BYTES + " bytes");
        }
        if (collection.isEmpty() || collection.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a collection name: \"" + collection + "\"");
        }
    }

    /**
     * Splits at the first dot.
     *
     * @throws IllegalArgumentException when there is no dot, or a part breaks its rule
     */
    public static Namespace parse(String namespace) {
        int dot = namespace.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a namespace (database.collection): \"" + namespace + "\"");
        }
        return new Namespace(namespace.substring(0, dot), namespace.substring(dot + 1));
    }

    /** By database, then collection, each by UTF-16 code unit: the order of a plan. */
    @Override
    public int compareTo(Namespace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
