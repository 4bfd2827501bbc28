package io.snapferry.cli;

import io.snapferry.source.location.SourceOptions;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a source is to be read. */
final class SourceOptionsArguments {
    @Mixin
    private SnapshotKeyOptions key;

    @Option(
            names = "--at-checkpoint",
            description = {
                "Read a data directory as of its newest checkpoint, without the journal.",
                "What was written after that is not there. Needed when the journal is missing."
            })
    private boolean isAtCheckpoint;

    @Option(
            names = "--to-top-of-oplog",
            description = {
                "Apply the oplog of a data directory, as the server does when it starts.",
                "Without it, a replica set member is read as of its stable timestamp."
            })
    private boolean isToTopOfOplog;

    SourceOptionsArguments() {}

    /** What was asked for. */
    SourceOptions read() throws IOException {
        if (isAtCheckpoint && isToTopOfOplog) {
            throw new UsageException("--at-checkpoint and --to-top-of-oplog exclude each other");
        }
        return new SourceOptions(key.read(), isAtCheckpoint, isToTopOfOplog);
    }
}
