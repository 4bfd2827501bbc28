package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.json.JsonMode;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.plan.ExportSettings;
import io.snapferry.run.BlockWorkers;
import io.snapferry.run.ExportLedger;
import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportRequest;
import io.snapferry.run.ExportResult;
import io.snapferry.run.ExportRun;
import io.snapferry.run.ProgramVersion;
import io.snapferry.run.StorePatience;
import io.snapferry.server.config.ByteSize;
import io.snapferry.server.config.TimeSpan;
import io.snapferry.source.location.OpenSources;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.PermissionCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry export}: one export without a server. */
@Command(
        name = "export",
        description = "Export one snapshot without a server: same engine, same layout.",
        footer = {
            "",
            "Examples:",
            "  snapferry export --from dump/ --to file:///backups",
            "  snapferry export --from rs0=dump0/ --from rs1=dump1.archive --to s3://bucket --region eu-west-1"
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SOURCE",
            description = {
                "A mongodump folder or archive, or a data directory.",
                "Once as PATH for a replica set, or NAME=PATH for each replica set."
            })
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "BUCKET_URL",
            description = "s3://bucket, file:///dir, or null: to discard (for measuring).")
    private String to;

    @Mixin
    private StoreOptions storeOptions;

    @Mixin
    private SourceOptionsArguments sourceOptions;

    @Mixin
    private OwnerOptions owner;

    @Option(
            names = "--json",
            defaultValue = "canonical",
            description = "Form of the documents: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private JsonMode json;

    @Mixin
    private CompressionOptions compression;

    @Mixin
    private NamespaceOptions namespaces;

    @Option(
            names = "--chunk-size",
            paramLabel = "SIZE",
            defaultValue = "128MiB",
            description = "Uncompressed BSON per object. Default: ${DEFAULT-VALUE}.")
    private ByteSize chunkSize;

    @Option(
            names = "--store-patience",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = {
                "How long a store that begins to fail is waited for, such as 90s or 2h; 0 for not at all.",
                "Default: ${DEFAULT-VALUE}."
            })
    private TimeSpan storePatience;

    @Mixin
    private ThreadOptions threads;

    @Option(names = "--custom-data", paramLabel = "KEY=VALUE", description = "A label for .complete. May be repeated.")
    private Map<String, String> customData = new LinkedHashMap<>();

    @Option(
            names = "--snapshot-time",
            paramLabel = "TIME",
            description = "When the snapshot was taken, ISO 8601 (2024-05-06T07:08:09Z). Default: now.")
    private Optional<Instant> snapshotTime = Optional.empty();

    @Option(
            names = "--export-time",
            paramLabel = "TIME",
            description = "The second in the prefix, ISO 8601. Default: now.")
    private Optional<Instant> exportTime = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    ExportCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant started = Instant.now();
        int threadCount = threads.count();
        if (chunkSize.bytes() < 1) {
            throw new UsageException("--chunk-size must be at least 1 byte");
        }
        SourceArguments arguments = SourceArguments.parse(from, owner.clusterName() + "-shard-0");
        Outcome outcome;
        try {
            outcome = export(arguments, request(started), threadCount);
        } catch (IOException e) {
            if (output == OutputFormat.JSON) {
                spec.commandLine().getOut().println(CliJson.write(new Failure("Failed", FailureLine.of(e))));
                spec.commandLine().getOut().flush();
            }
            throw e;
        }
        print(outcome, Duration.between(started, Instant.now()));
        return 0;
    }

    /**
     * What came of it.
     *
     * @param storeRetries requests that were sent again
     * @param repeatedChunks that were written again
     */
    private record Outcome(ExportResult result, long storeRetries, int repeatedChunks) {}

    private Outcome export(SourceArguments arguments, ExportRequest request, int threadCount)
            throws IOException, InterruptedException {
        ExportProgress progress = new ExportProgress();
        LongAdder storeRetries = new LongAdder();
        try (BlockWorkers workers = new BlockWorkers(threadCount);
                ObjectStore store = storeOptions.open(to, (operation, times) -> storeRetries.add(times));
                OpenSources sources = arguments.open(sourceOptions.read());
                ProgressDisplay display = new ProgressDisplay(
                        spec.commandLine().getErr(), Terminal.isWatched(), () -> state(progress.figures()))) {
            // Without patience: somebody may have mistyped the address.
            PermissionCheck.run(store);
            ExportResult result = new ExportRun(
                            request,
                            sources.byReplicaSet(),
                            store,
                            ExportLedger.forgetful(),
                            progress,
                            workers,
                            new StorePatience(storePatience.duration()))
                    .run();
            return new Outcome(result, storeRetries.sum(), progress.figures().droppedChunks());
        }
    }

    private ExportRequest request(Instant now) {
        Instant createdAt = snapshotTime.orElse(now);
        return new ExportRequest(
                owner.identity(createdAt),
                new ExportPrefix(owner.prefixBase(createdAt) + "/"
                        + exportTime.orElse(now).getEpochSecond()),
                new ExportSettings(json, chunkSize.bytes(), namespaces.filter()),
                compression.codec(),
                customData.entrySet().stream()
                        .map(entry -> new CompletionMarker.Label(entry.getKey(), entry.getValue()))
                        .toList(),
                ProgramVersion.read());
    }

    /** How far a run is. */
    static ProgressDisplay.State state(ExportProgress.Figures figures) {
        if (!figures.totals().isPlanned()) {
            return new ProgressDisplay.State(0, 0, "planning");
        }
        return new ProgressDisplay.State(
                figures.bsonBytes(),
                figures.totals().bsonBytes(),
                SizeText.of(figures.bsonBytes()) + " of "
                        + SizeText.of(figures.totals().bsonBytes()) + ", " + figures.objects() + " of "
                        + figures.totals().objects() + " objects");
    }

    private void print(Outcome outcome, Duration elapsed) {
        ExportResult result = outcome.result();
        Summary summary = new Summary(
                result.prefix(),
                result.objects(),
                result.documents(),
                result.bsonBytes(),
                result.jsonBytes(),
                result.bytes(),
                elapsed.toMillis() / 1000.0,
                result.manifestSha256(),
                outcome.storeRetries(),
                outcome.repeatedChunks(),
                "Successful");
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(CliJson.write(summary));
        } else {
            out.println("Successful: " + summary.documents() + " documents in " + summary.objects() + " objects, "
                    + SizeText.of(summary.bsonBytes()) + " of BSON became " + SizeText.of(summary.bytes())
                    + " in "
                    + summary.seconds() + " s");
            out.println(summary.prefix());
        }
        out.flush();
    }

    /** What {@code --output json} prints. */
    @JsonPropertyOrder({
        "prefix",
        "objects",
        "documents",
        "bsonBytes",
        "jsonBytes",
        "bytes",
        "seconds",
        "manifestSha256",
        "storeRetries",
        "repeatedChunks",
        "state"
    })
    record Summary(
            String prefix,
            int objects,
            long documents,
            long bsonBytes,
            long jsonBytes,
            long bytes,
            double seconds,
            String manifestSha256,
            long storeRetries,
            int repeatedChunks,
            String state) {}

    /** What {@code --output json} prints when there is nothing to sum up. */
    @JsonPropertyOrder({"state", "error"})
    record Failure(String state, String error) {}
}
