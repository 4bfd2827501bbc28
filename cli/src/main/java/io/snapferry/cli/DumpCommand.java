package io.snapferry.cli;

import io.snapferry.source.SnapshotCopy;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.dump.DumpFolderWriter;
import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry dump}: any source as a mongodump folder. */
@Command(
        name = "dump",
        description = "Write a mongodump folder from any source, for mongorestore.",
        footer = {"", "Example:", "  snapferry dump nightly.archive.gz --to nightly"})
final class DumpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "A mongodump folder or archive, or a data directory.")
    private Path source;

    @Mixin
    private SourceOptionsArguments sourceOptions;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is empty or not there yet.")
    private Path to;

    DumpCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        SnapshotCopy.Result result;
        try (SnapshotSource opened = Sources.open(source, sourceOptions.read());
                DumpFolderWriter target = new DumpFolderWriter(to)) {
            result = new SnapshotCopy(opened, target).run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.documents() + " documents of " + result.collections() + " namespaces in " + to);
        out.flush();
        return 0;
    }
}
