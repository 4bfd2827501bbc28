package io.snapferry.server.catalog;

import io.snapferry.compression.GzipLevel;
import io.snapferry.json.JsonMode;
import java.util.List;
import java.util.Optional;

/**
 * What a request can decide of an export's content. Atlas offers no choice: it exports all, canonically.
 *
 * @param include patterns over namespaces; at least one must match, unless the list is empty
 * @param exclude patterns over namespaces; none may match
 * @param jsonMode form of the documents
 * @param gzipLevel how documents are compressed; that of the server when it is empty
 */
public record ExportOptions(
        List<String> include, List<String> exclude, JsonMode jsonMode, Optional<GzipLevel> gzipLevel) {
    /** As Atlas does it. */
    public static final ExportOptions DEFAULT = new ExportOptions(List.of(), List.of(), JsonMode.CANONICAL);

    /** Compressed as the server is set. */
    public ExportOptions(List<String> include, List<String> exclude, JsonMode jsonMode) {
        this(include, exclude, jsonMode, Optional.empty());
    }

    /** Copies the lists. */
    public ExportOptions {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }
}
