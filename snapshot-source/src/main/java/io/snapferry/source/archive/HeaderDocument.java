package io.snapferry.source.archive;

import io.snapferry.source.SourceException;
import io.snapferry.source.reading.DocumentRuns;
import io.snapferry.source.reading.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One of the documents that an archive is made of besides the collections' own: flat, with strings, numbers and
 * booleans. Its lengths are checked here, because the library's reader trusts a string's length with memory.
 */
final class HeaderDocument {
    private static final int TYPE_STRING = 0x02;
    private static final int TYPE_BOOLEAN = 0x08;
    private static final int TYPE_INT32 = 0x10;
    private static final int TYPE_INT64 = 0x12;

    /** Twelve times what the format has; more would only cost memory. */
    private static final int MAX_FIELDS = 64;

    private final Map<String, Object> fields = new HashMap<>();
    private final ByteBuffer bytes;
    private final long position;
    private final Place place;

    private HeaderDocument(ByteBuffer bytes, long position, Place place) {
        this.bytes = bytes;
        this.position = position;
        this.place = place;
    }

    /** Takes the next document as a header. */
    static HeaderDocument read(DocumentRuns runs, Place place) throws IOException {
        runs.loadOne(DocumentRuns.MAX_DOCUMENT_BYTES, place);
        ByteBuffer bytes = ByteBuffer.wrap(runs.bytes(), runs.offset(), runs.length())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        HeaderDocument document = new HeaderDocument(bytes, runs.position(), place);
        document.parse();
        return document;
    }

    private void parse() throws SourceException {
        bytes.position(Integer.BYTES);
        bytes.limit(bytes.limit() - 1); // the closing zero, already checked
        while (bytes.hasRemaining()) {
            int type = bytes.get();
            String name = name();
            Object value = switch (type) {
                case TYPE_STRING -> string(name);
                case TYPE_BOOLEAN -> require(name, 1).get() != 0;
                case TYPE_INT32 -> (long) require(name, Integer.BYTES).getInt();
                case TYPE_INT64 -> require(name, Long.BYTES).getLong();
                default -> throw bad("header field \"%s\" has the unexpected BSON type 0x%02x".formatted(name, type));
            };
            fields.put(name, value);
            if (fields.size() > MAX_FIELDS) {
                throw bad("header has more than " + MAX_FIELDS + " fields");
            }
        }
    }

    private String name() throws SourceException {
        int from = bytes.position();
        while (bytes.hasRemaining()) {
            if (bytes.get() == 0) {
                return text(from, bytes.position() - 1);
            }
        }
        throw bad("header field's name does not end");
    }

    private String string(String name) throws SourceException {
        int length = require(name, Integer.BYTES).getInt();
        if (length < 1 || length > bytes.remaining()) {
            throw bad("header field \"%s\" has the string length %d, expected 1 to %d"
                    .formatted(name, length, bytes.remaining()));
        }
        int from = bytes.position();
        bytes.position(from + length);
        if (bytes.get(from + length - 1) != 0) {
            throw bad("header field \"" + name + "\" has a string that does not end with a zero byte");
        }
        return text(from, from + length - 1);
    }

    private String text(int from, int to) throws SourceException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice(from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("header holds text that is not UTF-8").causedBy(e);
        }
    }

    private ByteBuffer require(String name, int count) throws SourceException {
        if (bytes.remaining() < count) {
            throw bad("header field \"" + name + "\" is cut");
        }
        return bytes;
    }

    /** Of the document's first byte in the archive. */
    long position() {
        return position;
    }

    /** The string of a field that must be there. */
    String text(String field) throws SourceException {
        if (fields.get(field) instanceof String text) {
            return text;
        }
        throw bad("header has no string field \"" + field + "\"");
    }

    /** The string of a field that older tools do not write, or an empty one. */
    String textOrEmpty(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    boolean flag(String field) throws SourceException {
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw bad("header has no boolean field \"" + field + "\"");
    }

    long number(String field) throws SourceException {
        if (fields.get(field) instanceof Long number) {
            return number;
        }
        throw bad("header has no integer field \"" + field + "\"");
    }

    /** An error at this document. */
    SourceException bad(String reason) {
        return place.at(position, reason);
    }
}
