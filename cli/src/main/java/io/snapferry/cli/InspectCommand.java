package io.snapferry.cli;

import io.snapferry.source.SnapshotSource;
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

/** {@code snapferry inspect}: what a source holds. */
@Command(
        name = "inspect",
        description = "Show what a source holds: namespaces, documents, bytes, indexes, as of when.",
        footer = {"", "Example:", "  snapferry inspect dump/"})
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "A mongodump folder or archive, or a data directory.")
    private Path source;

    @Mixin
    private SourceOptionsArguments sourceOptions;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    @Option(
            names = "--count",
            description = {
                "Count documents by reading all of them, and say where a data directory's own counts differ.",
                "Those may be stale after a crash. Dumps are counted anyway."
            })
    private boolean isCounted;

    InspectCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        SourceContents contents;
        try (SnapshotSource opened = Sources.open(source, sourceOptions.read())) {
            contents = SourceContents.read(source.toString(), opened, isCounted);
        }
        if (output == OutputFormat.JSON) {
            out.println(CliJson.write(contents));
        } else {
            ContentsText.print(contents, out);
        }
        out.flush();
        return 0;
    }
}
