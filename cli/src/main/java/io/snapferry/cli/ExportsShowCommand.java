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

/** {@code snapferry exports show}. */
@Command(name = "show", description = "Show an export.")
final class ExportsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "ID", description = "Of the export.")
    private String id;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Default: the cluster of the project that has it.")
    private Optional<String> cluster = Optional.empty();

    ExportsShowCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                new ExportLookup(context, project.id(context)).find(id, cluster).job());
        return 0;
    }
}
