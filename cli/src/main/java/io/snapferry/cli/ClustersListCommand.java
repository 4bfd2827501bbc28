package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry clusters list}. */
@Command(name = "list", description = "List the clusters of a project.")
final class ClustersListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_PROJECT}",
            description = "Or SNAPFERRY_PROJECT. Default: the only one that the key sees.")
    private Optional<String> project = Optional.empty();

    ClustersListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(
                context.all(ServerContext.OWN + "/groups/" + context.project(project) + "/clusters"),
                new String[] {"NAME", "TYPE", "MONGODB", "ID"},
                "/name",
                "/clusterType",
                "/mongoDBVersion",
                "/id");
        return 0;
    }
}
