package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which server, as which key, in which organization. */
final class OrganizationOptions {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--org",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_ORG}",
            description = "Or SNAPFERRY_ORG. Default: the only one that the key sees.")
    private Optional<String> organization = Optional.empty();

    OrganizationOptions() {}

    ServerContext connect(CommandSpec command) throws IOException {
        return server.context(command);
    }

    String id(ServerContext context) throws IOException, InterruptedException {
        return context.organization(organization);
    }
}
