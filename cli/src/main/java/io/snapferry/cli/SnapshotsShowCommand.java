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

/** {@code snapferry snapshots show}. */
@Command(name = "show", description = "Show a snapshot.")
final class SnapshotsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Parameters(index = "1", paramLabel = "ID", description = "Of the snapshot.")
    private String id;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_PROJECT}",
            description = "Or SNAPFERRY_PROJECT. Default: the only one that the key sees.")
    private Optional<String> project = Optional.empty();

    SnapshotsShowCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(context.client()
                .get(ServerContext.ATLAS + "/groups/" + context.project(project) + "/clusters/"
                        + ServerContext.segment(cluster) + "/backup/snapshots/" + ServerContext.segment(id)));
        return 0;
    }
}
