package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metadata as text: a line with a key, a line with its value, and so on; the form of {@code WiredTiger.turtle} and
 * {@code WiredTiger.backup}. Neither has a checksum.
 */
final class MetadataText {
    private MetadataText() {}

    /**
     * @param file for messages
     * @throws WiredTigerFormatException when it does not end with a whole value
     */
    static Map<String, String> parse(String file, String text) throws WiredTigerFormatException {
        if (!text.endsWith("\n")) {
            throw WiredTigerFormatException.inFile(file, "the last line is cut off");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (lines.length % 2 != 0) {
            throw WiredTigerFormatException.inFile(file, "key without a value in the last line");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i += 2) {
            if (values.put(lines[i], lines[i + 1]) != null) {
                throw WiredTigerFormatException.inFile(file, "line " + (i + 1) + " repeats a key");
            }
        }
        return values;
    }
}
