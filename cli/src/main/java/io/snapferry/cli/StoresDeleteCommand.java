package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry stores delete}. */
@Command(name = "delete", description = "Forget how to reach an object store.")
final class StoresDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "ID", description = "Of the store.")
    private String id;

    StoresDeleteCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.client()
                .delete(ServerContext.OWN + "/groups/" + project.id(context) + "/stores/" + ServerContext.segment(id));
        context.say("deleted " + id);
        return 0;
    }
}
