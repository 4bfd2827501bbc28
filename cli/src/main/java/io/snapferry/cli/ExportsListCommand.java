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

/** {@code snapferry exports list}. */
@Command(name = "list", description = "List the exports of a cluster, newest first.")
final class ExportsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_PROJECT}",
            description = "Or SNAPFERRY_PROJECT. Default: the only one that the key sees.")
    private Optional<String> project = Optional.empty();

    ExportsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(
                context.all(ServerContext.ATLAS + "/groups/" + context.project(project) + "/clusters/"
                        + ServerContext.segment(cluster) + "/backup/exports"),
                new String[] {"ID", "STATE", "CREATED", "FINISHED", "SNAPSHOT", "PREFIX"},
                "/id",
                "/state",
                "/createdAt",
                "/finishedAt",
                "/snapshotId",
                "/prefix");
        return 0;
    }
}
