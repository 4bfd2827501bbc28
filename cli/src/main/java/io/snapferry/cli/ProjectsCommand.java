package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry projects}. */
@Command(
        name = "projects",
        description = "Projects of a server: create, list.",
        subcommands = {ProjectsCreateCommand.class, ProjectsListCommand.class})
final class ProjectsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    ProjectsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
