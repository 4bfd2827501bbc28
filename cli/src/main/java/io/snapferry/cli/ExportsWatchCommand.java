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
    private ServerOptions server;

    @Parameters(paramLabel = "ID", description = "Of the export.")
    private String id;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Default: the cluster of the project that has it.")
    private Optional<String> cluster = Optional.empty();

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_PROJECT}",
            description = "Or SNAPFERRY_PROJECT. Default: the only one that the key sees.")
    private Optional<String> project = Optional.empty();

    ExportsWatchCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        ExportLookup.Found found = new ExportLookup(context, context.project(project)).find(id, cluster);
        ExportWatch.toTheEnd(context, found.path(), spec.commandLine().getErr());
        return 0;
    }
}
