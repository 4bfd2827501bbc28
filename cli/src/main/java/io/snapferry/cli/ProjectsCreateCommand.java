package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry projects create}. */
@Command(name = "create", description = "Make a project.")
final class ProjectsCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OrganizationOptions organization;

    @Parameters(paramLabel = "NAME", description = "Of the project.")
    private String name;

    ProjectsCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = organization.connect(spec);
        JsonNode project = context.client()
                .post(
                        ServerContext.OWN + "/orgs/" + organization.id(context) + "/groups",
                        ServerContext.object().put("name", name));
        context.show(project);
        return 0;
    }
}
