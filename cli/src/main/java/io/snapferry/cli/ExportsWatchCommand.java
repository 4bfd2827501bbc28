package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry exports watch}. */
@Command(name = "watch", description = "Follow an export to its end; exit status 1 unless it is Successful.")
final class ExportsWatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "ID", description = "Of the export.")
    private String id;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Default: the cluster of the project that has it.")
    private Optional<String> cluster = Optional.empty();

    ExportsWatchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ExportLookup.Found found = new ExportLookup(context, project.id(context)).find(id, cluster);
        ExportWatch.toTheEnd(context, found.path(), spec.commandLine().getErr());
        return 0;
    }
}
