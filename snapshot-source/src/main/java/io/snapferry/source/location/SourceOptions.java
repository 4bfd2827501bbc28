package io.snapferry.source.location;

import io.snapferry.source.encryption.FileKeys;

/**
 * How sources are opened.
 *
 * @param keys for what is encrypted by a server of ours
 * @param isAtCheckpoint whether a data directory is read as of its newest checkpoint, without the journal
 */
public record SourceOptions(FileKeys keys, boolean isAtCheckpoint) {
    /** No key; journals are replayed. */
    public static final SourceOptions DEFAULT = new SourceOptions(FileKeys.NONE, false);

    /** With keys; journals are replayed. */
    public static SourceOptions with(FileKeys keys) {
        return new SourceOptions(keys, false);
    }
}
