package io.snapferry.source.datadirectory.oplog;

import java.nio.file.Path;

/**
 * How much memory the applying takes.
 *
 * @param memoryBytes of changes that are kept in memory, at least 1; more of them go to temporary files
 * @param filterBytes of the filter that tells which documents of a collection are changed, at least 8
 * @param temporaryDirectory for those files
 */
public record OplogSettings(int memoryBytes, int filterBytes, Path temporaryDirectory) {
    private static final int DEFAULT_MEMORY_BYTES = 32 << 20;
    private static final int DEFAULT_FILTER_BYTES = 8 << 20;

    /** In the system's folder for temporary files. */
    public static OplogSettings defaults() {
        return new OplogSettings(
                DEFAULT_MEMORY_BYTES, DEFAULT_FILTER_BYTES, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }
}
