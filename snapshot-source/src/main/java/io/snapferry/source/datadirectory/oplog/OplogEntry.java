package io.snapferry.source.datadirectory.oplog;

import static io.snapferry.source.datadirectory.oplog.UnappliableException.verify;

import io.snapferry.source.Namespace;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the oplog, or one operation inside of an {@code applyOps}.
 *
 * @param timestamp of the entry; inside of a transaction that of the entry that commits it
 * @param op what happens: {@code i}, {@code u}, {@code d}, {@code c}, {@code n}, or something that is not known
 * @param namespace {@code <database>.<collection>}, of commands {@code <database>.$cmd}; empty for some {@code n}
 * @param uuidHex of the collection; commands and old entries may have none
 * @param object the field {@code o}
 * @param fields all of them
 */
record OplogEntry(
        long timestamp,
        String op,
        String namespace,
        Optional<String> uuidHex,
        Optional<Field> object,
        List<Field> fields) {
    private static final long VERSION = 2;
    private static final int UUID_BYTES = 16;
    private static final int MAX_SHOWN = 330;

    /** Copies the fields. */
    OplogEntry {
        fields = List.copyOf(fields);
    }

    /** @param document a record of the oplog */
    static OplogEntry parse(byte[] document) {
        List<Field> fields = Fields.of(document);
        long version = Fields.find(fields, "v").flatMap(Field::integer).orElse(1L);
        verify(version == VERSION, "an entry of version " + version + ", expected " + VERSION);
        long timestamp = Fields.find(fields, "ts")
                .flatMap(Field::timestamp)
                .orElseThrow(() -> new UnappliableException("an entry without a timestamp"));
        return of(fields, timestamp);
    }

    /** An operation inside of another. */
    OplogEntry inner(Field operation) {
        verify(operation.isDocument(), "an operation of applyOps is no document");
        return of(operation.children(), timestamp);
    }

    private static OplogEntry of(List<Field> fields, long timestamp) {
        return new OplogEntry(
                timestamp,
                Fields.find(fields, "op").flatMap(Field::string).orElse(""),
                Fields.find(fields, "ns").flatMap(Field::string).orElse(""),
                Fields.find(fields, "ui")
                        .flatMap(Field::binary)
                        .filter(uuid -> uuid.length == UUID_BYTES)
                        .map(HexFormat.of()::formatHex),
                Fields.find(fields, "o").filter(Field::isDocument),
                fields);
    }

    /** Behind the time in errors; what is longer than any real name is left out. */
    String description() {
        return op.length() > MAX_SHOWN || namespace.length() > MAX_SHOWN
                ? ""
                : " (\"" + op + "\" on " + namespace + ")";
    }

    /** @throws UnappliableException when the entry has no {@code o} */
    Field requireObject() {
        return object.orElseThrow(() -> new UnappliableException("an entry without \"o\""));
    }

    Optional<Field> field(String name) {
        return Fields.find(fields, name);
    }

    boolean isTrue(String name) {
        return field(name).filter(Field::isTrue).isPresent();
    }

    /** Without the collection. */
    String database() {
        int dot = namespace.indexOf('.');
        return dot < 0 ? namespace : namespace.substring(0, dot);
    }

    /** @param collection in the same database */
    Namespace inDatabase(String collection) {
        try {
            return new Namespace(database(), collection);
        } catch (IllegalArgumentException e) {
            throw new UnappliableException(String.valueOf(e.getMessage()));
        }
    }

    /** Name of a command: that of the first field of {@code o}. */
    String command() {
        List<Field> parts = requireObject().children();
        return parts.isEmpty() ? "" : parts.get(0).text();
    }

    /** The string of the first field of {@code o}, mostly the name of a collection. */
    String commandTarget() {
        return requireObject().children().get(0).string().orElse("");
    }

    /** Where the entry before this one in its transaction is; empty for the first. */
    Optional<Long> previousInTransaction() {
        return field("prevOpTime")
                .filter(Field::isDocument)
                .flatMap(previous -> Fields.find(previous.children(), "ts"))
                .flatMap(Field::timestamp)
                .filter(ts -> ts != 0);
    }

    /** Part of a transaction whose operations become visible together, and no retryable write that has the same form. */
    boolean isInTransaction() {
        long kind = field("multiOpType").flatMap(Field::integer).orElse(0L);
        verify(kind == 0 || kind == 1, "a multiOpType of " + kind + ", expected 0 or 1");
        return kind == 0 && field("lsid").isPresent() && field("txnNumber").isPresent();
    }
}
