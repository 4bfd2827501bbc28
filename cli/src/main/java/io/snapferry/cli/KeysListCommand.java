package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snapferry keys list}. */
@Command(name = "list", description = "List the API keys of an organization.")
final class KeysListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OrganizationOptions organization;

    KeysListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = organization.connect(spec);
        context.show(
                context.all(ServerContext.OWN + "/orgs/" + organization.id(context) + "/apiKeys"),
                new String[] {"ID", "PUBLIC KEY", "DESCRIPTION"},
                "/id",
                "/publicKey",
                "/desc");
        return 0;
    }
}
