package io.snapferry.source.dump;

import io.snapferry.source.reading.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * The content of {@code prelude.json}: {@code {"ServerVersion": "7.0.16", "ToolVersion": "100.11.0"}}. Older tools do not
 * write the file.
 */
record DumpPrelude(Optional<String> serverVersion, Optional<String> toolVersion) {
    static final String FILE_NAME = "prelude.json";
    static final DumpPrelude NOTHING = new DumpPrelude(Optional.empty(), Optional.empty());

    private static final int MAX_BYTES = 64 * 1024;
    /** What the tool writes when the server does not tell. */
    private static final String UNKNOWN = "unknown";

    static DumpPrelude read(FolderEntry entry) throws IOException {
        Place place = Place.of(entry.label());
        byte[] json = entry.file().readAll(place, MAX_BYTES);
        try {
            BsonDocument prelude = BsonDocument.parse(new String(json, StandardCharsets.UTF_8));
            return new DumpPrelude(text(prelude, "ServerVersion"), text(prelude, "ToolVersion"));
        } catch (RuntimeException e) { // the library has no common type for bad text
            throw place.whole("not a prelude, " + e.getMessage()).causedBy(e);
        }
    }

    private static Optional<String> text(BsonDocument prelude, String field) {
        String text = prelude.containsKey(field) ? prelude.getString(field).getValue() : "";
        return text.isEmpty() || text.equals(UNKNOWN) ? Optional.empty() : Optional.of(text);
    }
}
