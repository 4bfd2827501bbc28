package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snapferry clusters list}. */
@Command(name = "list", description = "List the clusters of a project.")
final class ClustersListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    ClustersListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                context.all(ServerContext.OWN + "/groups/" + project.id(context) + "/clusters"),
                new String[] {"NAME", "TYPE", "MONGODB", "ID"},
                "/name",
                "/clusterType",
                "/mongoDBVersion",
                "/id");
        return 0;
    }
}
