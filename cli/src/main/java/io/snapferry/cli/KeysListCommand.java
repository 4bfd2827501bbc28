package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry keys list}. */
@Command(name = "list", description = "List the API keys of an organization.")
final class KeysListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--org",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_ORG}",
            description = "Or SNAPFERRY_ORG. Default: the only one that the key sees.")
    private Optional<String> org = Optional.empty();

    KeysListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.show(
                context.all(ServerContext.OWN + "/orgs/" + context.organization(org) + "/apiKeys"),
                new String[] {"ID", "PUBLIC KEY", "DESCRIPTION"},
                "/id",
                "/publicKey",
                "/desc");
        return 0;
    }
}
