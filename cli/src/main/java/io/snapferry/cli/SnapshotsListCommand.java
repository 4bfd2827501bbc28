package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry snapshots list}. */
@Command(name = "list", description = "List the snapshots of a cluster.")
final class SnapshotsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    SnapshotsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                context.all(ServerContext.ATLAS + "/groups/" + project.id(context) + "/clusters/"
                        + ServerContext.segment(cluster) + "/backup/snapshots"),
                new String[] {"ID", "CREATED", "STATUS", "TYPE", "DESCRIPTION"},
                "/id",
                "/createdAt",
                "/status",
                "/type",
                "/description");
        return 0;
    }
}
