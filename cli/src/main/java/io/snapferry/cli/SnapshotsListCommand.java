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

/** {@code snapferry snapshots list}. */
@Command(name = "list", description = "List the snapshots of a cluster.")
final class SnapshotsListCommand implements Callable<Integer> {
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

    SnapshotsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(
                context.all(ServerContext.ATLAS + "/groups/" + context.project(project) + "/clusters/"
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
