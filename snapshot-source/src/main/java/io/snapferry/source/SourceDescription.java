package io.snapferry.source;

import java.util.List;
import java.util.Optional;

/**
 * What a source is, for people.
 *
 * @param kind for example {@code mongodump folder} or {@code gzipped mongodump archive}
 * @param serverVersion of the server that was dumped, when the source tells
 * @param toolVersion of the program that wrote it, when the source tells
 * @param notices what a reader should know and would not see in the namespaces, one sentence each: an oplog that is not
 *     applied, a file that is not part of the dump
 * @param readPoint as of when a data directory is read; dumps do not tell
 */
public record SourceDescription(
        String kind,
        Optional<String> serverVersion,
        Optional<String> toolVersion,
        List<String> notices,
        Optional<ReadPoint> readPoint) {

    /** Copies the notices. */
    public SourceDescription {
        notices = List.copyOf(notices);
    }

    /** Of a dump. */
    public SourceDescription(
            String kind, Optional<String> serverVersion, Optional<String> toolVersion, List<String> notices) {
        this(kind, serverVersion, toolVersion, notices, Optional.empty());
    }
}
