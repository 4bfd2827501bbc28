package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snapferry projects list}. */
@Command(name = "list", description = "List the projects that the key sees.")
final class ProjectsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    ProjectsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = server.context(spec);
        context.show(
                context.all(ServerContext.OWN + "/groups"),
                new String[] {"ID", "NAME", "ORGANIZATION"},
                "/id",
                "/name",
                "/orgId");
        return 0;
    }
}
