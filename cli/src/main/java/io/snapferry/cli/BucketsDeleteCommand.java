package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry buckets delete}. */
@Command(name = "delete", description = "Forget an export bucket; its objects stay.")
final class BucketsDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "ID", description = "Of the export bucket.")
    private String id;

    BucketsDeleteCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.client()
                .delete(ServerContext.ATLAS + "/groups/" + project.id(context) + "/backup/exportBuckets/"
                        + ServerContext.segment(id));
        context.say("deleted " + id);
        return 0;
    }
}
