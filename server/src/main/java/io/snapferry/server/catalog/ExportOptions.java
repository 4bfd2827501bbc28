package io.snapferry.server.catalog;

import io.snapferry.json.JsonMode;
import java.util.List;

/**
 * What a request can decide of an export's content. Atlas offers no choice: it exports all, canonically.
 *
 * @param include patterns over namespaces; at least one must match, unless the list is empty
 * @param exclude patterns over namespaces; none may match
 * @param jsonMode form of the documents
 */
public record ExportOptions(List<String> include, List<String> exclude, JsonMode jsonMode) {
    /** As Atlas does it. */
    public static final ExportOptions DEFAULT = new ExportOptions(List.of(), List.of(), JsonMode.CANONICAL);

    /** Copies the lists. */
    public ExportOptions {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }
}
