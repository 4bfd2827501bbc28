package io.snapferry.source.location;

import io.snapferry.source.encryption.FileKeys;

/**
 * How sources are opened.
 *
 * @param keys for what is encrypted by a server of ours
 * @param isAtCheckpoint whether a data directory is read as of its newest checkpoint, without the journal
 * @param isToTopOfOplog whether the entries of a data directory's oplog are applied; not together with the one before
 */
public record SourceOptions(FileKeys keys, boolean isAtCheckpoint, boolean isToTopOfOplog) {
    /** No key; journals are replayed. */
    public static final SourceOptions DEFAULT = new SourceOptions(FileKeys.NONE, false, false);

    /** @throws IllegalArgumentException when both are wanted */
    public SourceOptions {
        if (isAtCheckpoint && isToTopOfOplog) {
            throw new IllegalArgumentException(
                    "a directory is read at its checkpoint or to the top of its oplog, not both");
        }
    }

    /** With keys; journals are replayed. */
    public static SourceOptions with(FileKeys keys) {
        return new SourceOptions(keys, false, false);
    }
}
