package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry snapshots take}. */
@Command(
        name = "take",
        description = "Take a snapshot of a running cluster that was registered with a connection string.")
final class SnapshotsTakeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Option(names = "--description", description = "For people.")
    private Optional<String> description = Optional.empty();

    @Option(names = "--retention-days", paramLabel = "DAYS", description = "How long it is kept. Default: 7.")
    private Optional<Integer> retentionDays = Optional.empty();

    @Option(names = "--watch", description = "Wait for its end; exit status 1 unless it is completed.")
    private boolean watch;

    SnapshotsTakeCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body = ServerContext.object();
        description.ifPresent(text -> body.put("description", text));
        retentionDays.ifPresent(days -> body.put("retentionInDays", days));
        String path =
                "/groups/" + project.id(context) + "/clusters/" + ServerContext.segment(cluster) + "/backup/snapshots";
        JsonNode queued = context.client().post(ServerContext.ATLAS + path, body);
        if (watch) {
            SnapshotWatch.toTheEnd(
                    context,
                    path + "/" + queued.path("id").asText(),
                    spec.commandLine().getErr());
        } else {
            context.show(queued);
        }
        return 0;
    }
}
