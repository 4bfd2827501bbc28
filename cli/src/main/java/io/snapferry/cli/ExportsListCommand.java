package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry exports list}. */
@Command(name = "list", description = "List the exports of a cluster, newest first.")
final class ExportsListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Option(names = "--snapshot", paramLabel = "ID", description = "Only those of this snapshot.")
    private Optional<String> snapshot = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in it, for example InProgress.")
    private Optional<String> state = Optional.empty();

    ExportsListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        String path = ServerContext.OWN + "/groups/" + project.id(context) + "/clusters/"
                + ServerContext.segment(cluster) + "/exports";
        String filter = Stream.of(
                        snapshot.map(id -> "snapshotId=" + ServerContext.segment(id)),
                        state.map(name -> "state=" + ServerContext.segment(name)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
        context.show(
                context.all(path, filter),
                new String[] {"ID", "STATE", "CREATED", "FINISHED", "SNAPSHOT", "PREFIX"},
                "/id",
                "/state",
                "/createdAt",
                "/finishedAt",
                "/snapshotId",
                "/prefix");
        return 0;
    }
}
