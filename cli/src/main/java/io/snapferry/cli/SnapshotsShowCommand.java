package io.snapferry.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry snapshots show}. */
@Command(name = "show", description = "Show a snapshot.")
final class SnapshotsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Parameters(index = "1", paramLabel = "ID", description = "Of the snapshot.")
    private String id;

    SnapshotsShowCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        context.show(context.client()
                .get(ServerContext.ATLAS + "/groups/" + project.id(context) + "/clusters/"
                        + ServerContext.segment(cluster) + "/backup/snapshots/" + ServerContext.segment(id)));
        return 0;
    }
}
