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

/** {@code snapferry clusters show}. */
@Command(name = "show", description = "Show a cluster.")
final class ClustersShowCommand implements Callable<Integer> {
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

    ClustersShowCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(context.client()
                .get(ServerContext.OWN + "/groups/" + context.project(project) + "/clusters/"
                        + ServerContext.segment(cluster)));
        return 0;
    }
}
