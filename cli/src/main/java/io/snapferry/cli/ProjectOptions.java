package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which server, as which key, in which project. */
final class ProjectOptions {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_PROJECT}",
            description = "Or SNAPFERRY_PROJECT. Default: the only one that the key sees.")
    private Optional<String> project = Optional.empty();

    ProjectOptions() {}

    ServerContext connect(CommandSpec command) throws IOException {
        return server.context(command);
    }

    String id(ServerContext context) throws IOException, InterruptedException {
        return context.project(project);
    }
}
