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

    SourceOptionsArguments() {}

    /** What was asked for. */
    SourceOptions read() throws IOException {
        return new SourceOptions(key.read(), isAtCheckpoint);
    }
}
