package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.Map;

/**
 * The turtle file: where the metadata table's newest checkpoint lies. It has no checksum, so it is held against all that
 * is known of it: a cut one would else open as an empty database.
 *
 * @param versionText for people, for example {@code WiredTiger 11.3.0: (November 16, 2023)}
 * @param version of the library that wrote it
 * @param metadata the metadata table's own file
 */
record Turtle(String versionText, WiredTigerVersion version, TableFile metadata) {
    static final String FILE = "WiredTiger.turtle";
    static final String METADATA_FILE = "WiredTiger.wt";

    private static final String METADATA_KEY = "file:" + METADATA_FILE;

    /**
     * @param file for messages
     * @throws WiredTigerFormatException when it is not a whole turtle file
     */
    static Turtle parse(String file, String text) throws WiredTigerFormatException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && (c < ' ' || c > '~')) {
                throw WiredTigerFormatException.atByte(file, i, "character that is no text");
            }
        }
        Map<String, String> lines = MetadataText.parse(file, text);
        String metadata = lines.get(METADATA_KEY);
        if (metadata == null) {
            throw WiredTigerFormatException.inFile(file, "it does not name " + METADATA_FILE);
        }
        try {
            requireWhole(file, Configuration.parse(metadata));
            TableFile table = TableFile.parse(METADATA_FILE, metadata);
            if (table.id() != 0
                    || !table.keyFormat().equals("S")
                    || !table.valueFormat().equals("S")
                    || table.checkpoint()
                            .filter(checkpoint -> !checkpoint.root().isNone())
                            .isEmpty()) {
                throw WiredTigerFormatException.inFile(file, "it does not describe a metadata table with data");
            }
            return new Turtle(
                    lines.getOrDefault("WiredTiger version string", ""),
                    WiredTigerVersion.parse(file, lines.getOrDefault("WiredTiger version", "")),
                    table);
        } catch (MalformedException e) {
            throw WiredTigerFormatException.inFile(file, e.reason());
        }
    }

    private static void requireWhole(String file, Configuration metadata) throws WiredTigerFormatException {
        for (String key : new String[] {
            "allocation_size", "key_format", "value_format", "id", "version", "checkpoint", "checkpoint_lsn"
        }) {
            if (metadata.text(key).filter(value -> !value.isEmpty()).isEmpty()) {
                throw WiredTigerFormatException.inFile(file, "\"" + key + "\" of the metadata table is missing");
            }
        }
    }
}
