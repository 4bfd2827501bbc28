package io.snapferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry snapshots register}. */
@Command(name = "register", description = "Register an existing backup as a snapshot of a cluster.")
final class SnapshotsRegisterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME=PATH",
            description = "Per replica set its name and an absolute path on the server's machine. May be repeated.")
    private Map<String, String> sources = new LinkedHashMap<>();

    @Option(
            names = "--created-at",
            required = true,
            paramLabel = "TIME",
            description = "When the backup was taken, ISO 8601.")
    private Instant createdAt;

    @Option(
            names = "--at-checkpoint",
            description = {
                "Read data directories as of their newest checkpoint, without the journal.",
                "What was written after that is not there. Needed when a journal is missing."
            })
    private boolean isAtCheckpoint;

    @Option(names = "--description", description = "For people.")
    private Optional<String> description = Optional.empty();

    SnapshotsRegisterCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body = ServerContext.object().put("createdAt", createdAt.toString());
        description.ifPresent(text -> body.put("description", text));
        if (isAtCheckpoint) {
            body.put("atCheckpoint", true);
        }
        ArrayNode replicaSets = body.putArray("replicaSets");
        sources.forEach(
                (name, path) -> replicaSets.addObject().put("name", name).put("source", path));
        context.show(context.client()
                .post(
                        ServerContext.OWN + "/groups/" + project.id(context) + "/clusters/"
                                + ServerContext.segment(cluster) + "/backup/snapshots",
                        body));
        return 0;
    }
}
