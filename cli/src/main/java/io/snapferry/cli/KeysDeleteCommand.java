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

/** {@code snapferry keys delete}. */
@Command(name = "delete", description = "Delete an API key.")
final class KeysDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "ID", description = "Of the key.")
    private String id;

    @Option(
            names = "--org",
            paramLabel = "ID",
            defaultValue = "${env:SNAPFERRY_ORG}",
            description = "Or SNAPFERRY_ORG. Default: the only one that the key sees.")
    private Optional<String> org = Optional.empty();

    KeysDeleteCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = new ServerContext(server, spec.commandLine().getOut());
        context.client()
                .delete(ServerContext.OWN + "/orgs/" + context.organization(org) + "/apiKeys/"
                        + ServerContext.segment(id));
        context.say("deleted " + id);
        return 0;
    }
}
