package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snapferry stores list}. */
@Command(name = "list", description = "List how a project reaches object stores.")
final class StoresListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    StoresListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                context.all(ServerContext.OWN + "/groups/" + project.id(context) + "/stores"),
                new String[] {"ID", "NAME", "FOLDER", "S3 ENDPOINT"},
                "/id",
                "/name",
                "/folder/root",
                "/s3/endpoint");
        return 0;
    }
}
