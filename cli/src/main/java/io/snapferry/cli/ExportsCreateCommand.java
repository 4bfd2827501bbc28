package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry exports create}. */
@Command(name = "create", description = "Export a snapshot to a bucket.")
final class ExportsCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Name of the cluster.")
    private String cluster;

    @Option(names = "--snapshot", required = true, paramLabel = "ID", description = "What is exported.")
    private String snapshot;

    @Option(names = "--bucket", required = true, paramLabel = "ID", description = "Where it goes.")
    private String bucket;

    @Option(names = "--custom-data", paramLabel = "KEY=VALUE", description = "A label for .complete. May be repeated.")
    private Map<String, String> customData = new LinkedHashMap<>();

    @Option(names = "--watch", description = "Wait for its end.")
    private boolean watch;

    ExportsCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body = ServerContext.object().put("snapshotId", snapshot).put("exportBucketId", bucket);
        ArrayNode labels = body.putArray("customData");
        customData.forEach((key, value) -> labels.addObject().put("key", key).put("value", value));
        String path = ServerContext.ATLAS + "/groups/" + project.id(context) + "/clusters/"
                + ServerContext.segment(cluster) + "/backup/exports";
        JsonNode created = context.client().post(path, body);
        if (watch) {
            ExportWatch.toTheEnd(
                    context,
                    path + "/" + created.path("id").asText(),
                    spec.commandLine().getErr());
        } else {
            context.show(created);
        }
        return 0;
    }
}
