package io.snapferry.server.http;

import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an operation tells of itself to those who read the served description. What follows from its route, its permission and
 * its body need not be told: parameters of the path, those of pages, and the errors that they bring.
 *
 * @param id unique among the operations of one API, the same for all versions of one operation, for example {@code createExport}
 * @param tag what it is about
 * @param summary a sentence without full stop
 * @param query parameters besides those of all operations
 * @param body that it reads
 * @param contents of its answers that are no {@link ApiErrorCode}, one per status
 * @param errors that it throws itself
 */
public record OperationDescription(
        String id,
        Tag tag,
        String summary,
        List<Property> query,
        Optional<Body> body,
        List<Content> contents,
        Set<ApiErrorCode> errors) {

    /** A body that is read, of JSON unless it is a form. */
    public record Body(Schema schema, boolean isForm) {}

    /** What is in an answer of this status. */
    public record Content(int status, Form form) {}

    /** The forms that an answer can have. */
    public sealed interface Form {
        /** No body. */
        record Nothing() implements Form {}

        /** An object without attributes. */
        record EmptyObject() implements Form {}

        /** JSON that is no record. */
        record Value(Schema schema) implements Form {}

        /** A wire record. */
        record One(Class<? extends Record> type) implements Form {}

        /** A page of wire records; the operation reads the parameters of pages. */
        record PageOf(Class<? extends Record> type) implements Form {}

        /** A document that is no wire record. */
        record Document(String mediaType) implements Form {}
    }

    /** Copies the collections. */
    public OperationDescription {
        query = List.copyOf(query);
        contents = List.copyOf(contents);
        errors = errors.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(errors));
    }

    /** An operation that answers with nothing but errors until more is told. */
    public static OperationDescription of(String id, Tag tag, String summary) {
        return new OperationDescription(id, tag, summary, List.of(), Optional.empty(), List.of(), Set.of());
    }

    /** The same, with a parameter after the question mark. */
    public OperationDescription query(Property parameter) {
        List<Property> all = Stream.concat(query.stream(), Stream.of(parameter)).toList();
        return new OperationDescription(id, tag, summary, all, body, contents, errors);
    }

    /** The same, reading JSON. */
    public OperationDescription body(Schema schema) {
        return new OperationDescription(
                id, tag, summary, query, Optional.of(new Body(schema, false)), contents, errors);
    }

    /** The same, reading a form. */
    public OperationDescription form(Schema schema) {
        return new OperationDescription(id, tag, summary, query, Optional.of(new Body(schema, true)), contents, errors);
    }

    /** The same, answering 200 with a record. */
    public OperationDescription answers(Class<? extends Record> type) {
        return answers(200, type);
    }

    /** The same, answering with a record. */
    public OperationDescription answers(int status, Class<? extends Record> type) {
        return answers(status, new Form.One(type));
    }

    /** The same, answering 200 with a page of records. */
    public OperationDescription answersPageOf(Class<? extends Record> type) {
        return answers(200, new Form.PageOf(type));
    }

    /** The same, answering without a body. */
    public OperationDescription answersNothing(int status) {
        return answers(status, new Form.Nothing());
    }

    /** The same, answering in this form. */
    public OperationDescription answers(int status, Form form) {
        List<Content> all = Stream.concat(contents.stream(), Stream.of(new Content(status, form)))
                .toList();
        return new OperationDescription(id, tag, summary, query, body, all, errors);
    }

    /** The same, throwing these errors. */
    public OperationDescription errors(ApiErrorCode... codes) {
        EnumSet<ApiErrorCode> all = EnumSet.noneOf(ApiErrorCode.class);
        all.addAll(errors);
        all.addAll(List.of(codes));
        return new OperationDescription(id, tag, summary, query, body, contents, all);
    }
}
