package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry exports cancel}. */
@Command(
        name = "cancel",
        description = "Call an export off, and wait until it stopped. What it wrote stays, without .complete.")
final class ExportsCancelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "ID", description = "Of the export.")
    private String id;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Default: the cluster of the project that has it.")
    private Optional<String> cluster = Optional.empty();

    ExportsCancelCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ExportLookup.Found found = new ExportLookup(context, project.id(context)).find(id, cluster);
        JsonNode answer = context.client().deleteAndShow(found.path());
        context.show(ExportWatch.ended(
                context, found.path(), answer, spec.commandLine().getErr()));
        return 0;
    }
}
