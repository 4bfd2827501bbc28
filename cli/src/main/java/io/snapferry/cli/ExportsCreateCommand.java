package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.compression.GzipLevel;
import io.snapferry.json.JsonMode;
import io.snapferry.plan.NamespaceFilter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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

    @Mixin
    private NamespaceOptions namespaces;

    @Option(names = "--json-mode", paramLabel = "MODE", description = "${COMPLETION-CANDIDATES}. Default: canonical.")
    private Optional<JsonMode> jsonMode = Optional.empty();

    @Option(
            names = "--gzip-level",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES}. Default: that of the server.")
    private Optional<GzipLevel> gzipLevel = Optional.empty();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "Sent twice with the same key, the same request makes one export.")
    private Optional<String> idempotencyKey = Optional.empty();

    @ArgGroup
    private Then then = new Then();

    /** What is done with the request. */
    static final class Then {
        @Option(names = "--watch", description = "Wait for its end.")
        private boolean watch;

        @Option(names = "--dry-run", description = "Only show what it would write.")
        private boolean dryRun;

        Then() {}
    }

    ExportsCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body = ServerContext.object().put("snapshotId", snapshot).put("exportBucketId", bucket);
        ArrayNode labels = body.putArray("customData");
        customData.forEach((key, value) -> labels.addObject().put("key", key).put("value", value));
        NamespaceFilter filter = namespaces.filter();
        filter.include().forEach(glob -> body.withArray("include").add(glob.text()));
        filter.exclude().forEach(glob -> body.withArray("exclude").add(glob.text()));
        jsonMode.ifPresent(mode -> body.put("jsonMode", mode.name().toLowerCase(Locale.ROOT)));
        gzipLevel.ifPresent(level -> body.put("gzipLevel", level.text()));
        Map<String, String> headers =
                idempotencyKey.map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
        String path = ServerContext.OWN + "/groups/" + project.id(context) + "/clusters/"
                + ServerContext.segment(cluster) + "/exports";
        if (then.dryRun) {
            context.show(context.client().post(path + "/dryRun", body, headers));
            return 0;
        }
        JsonNode created = context.client().post(path, body, headers);
        if (then.watch) {
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
