package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry exports list}. */
@Command(name = "list", description = "List the exports of a cluster, newest first.")
final class ExportsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    ExportsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                context.all(ServerContext.ATLAS + "/groups/" + project.id(context) + "/clusters/"
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
