package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code snapferry buckets list}. */
@Command(name = "list", description = "List the export buckets of a project.")
final class BucketsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    BucketsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(
                context.all(ServerContext.ATLAS + "/groups/" + project.id(context) + "/backup/exportBuckets"),
                new String[] {"ID", "BUCKET", "STORE"},
                "/_id",
                "/bucketName",
                "/iamRoleId");
        return 0;
    }
}
