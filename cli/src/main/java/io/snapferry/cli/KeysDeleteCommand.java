package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry keys delete}. */
@Command(name = "delete", description = "Delete an API key.")
final class KeysDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OrganizationOptions organization;

    @Parameters(paramLabel = "ID", description = "Of the key.")
    private String id;

    KeysDeleteCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = organization.connect(spec);
        context.client()
                .delete(ServerContext.OWN + "/orgs/" + organization.id(context) + "/apiKeys/"
                        + ServerContext.segment(id));
        context.say("deleted " + id);
        return 0;
    }
}
