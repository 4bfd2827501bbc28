package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry projects create}. */
@Command(name = "create", description = "Make a project.")
final class ProjectsCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "NAME", description = "Of the project.")
    private String name;

    @Option(
            names = "--org",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_ORG}",
            description = "Or SNAPFERRY_ORG. Default: the only one that the key sees.")
    private Optional<String> org = Optional.empty();

    ProjectsCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        JsonNode project = context.client()
                .post(
                        ServerContext.OWN + "/orgs/" + context.organization(org) + "/groups",
                        ServerContext.object().put("name", name));
        context.show(project);
        return 0;
    }
}
