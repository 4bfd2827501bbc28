package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.source.location.OpenSources;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.verify.ExportVerifier;
import io.snapferry.verify.Finding;
import io.snapferry.verify.VerifyProgress;
import io.snapferry.verify.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry verify}: reads exports back against their manifests. */
@Command(
        name = "verify",
        description = {
            "Read exports back against their manifests: every object there, size, digest, documents, every line valid.",
            "Exit status 1 when anything is missing, changed, extra or unreadable; each finding on a line of its own."
        },
        footer = {
            "",
            "Examples:",
            "  snapferry verify file:///backups",
            "  snapferry verify s3://bucket/exported_snapshots/... --source rs0=dump0/ --source rs1=dump1/"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOCATION",
            description =
                    "A bucket (s3://bucket, file:///dir or a path), or one export in it; all exports there are read.")
    private String location;

    @Mixin
    private StoreOptions storeOptions;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = {
                "Compare with the snapshot that was exported too: PATH, or NAME=PATH for each replica set.",
                "Nothing is written. It must be the same snapshot in the same form, see docs/verify.md."
            })
    private List<String> source = new ArrayList<>();

    @Mixin
    private SourceOptionsArguments sourceOptions;

    @Option(
            names = "--manifest-sha256",
            paramLabel = "HEX",
            description = "What export --output json told as manifestSha256: the manifest must be that one.")
    private Optional<String> manifestSha256 = Optional.empty();

    @Mixin
    private ThreadOptions threads;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    VerifyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<VerifyReport> reports = new ArrayList<>();
        try (ExportLocation exports = ExportLocation.open(location, storeOptions.s3())) {
            SortedSet<String> prefixes = exports.exports();
            if (prefixes.size() > 1 && (!source.isEmpty() || manifestSha256.isPresent())) {
                throw new UsageException("LOCATION holds " + prefixes.size()
                        + " exports, --source and --manifest-sha256 are for one: name it");
            }
            for (String prefix : prefixes) {
                VerifyReport report = verify(exports.store(), prefix);
                reports.add(report);
                if (output == OutputFormat.TEXT) {
                    print(report, spec.commandLine().getOut());
                }
            }
        }
        if (output == OutputFormat.JSON) {
            spec.commandLine()
                    .getOut()
                    .println(CliJson.write(reports.stream().map(Summary::of).toList()));
        }
        spec.commandLine().getOut().flush();
        return reports.stream().allMatch(VerifyReport::isWhole) ? 0 : 1;
    }

    private VerifyReport verify(ReadableObjectStore store, String prefix) throws IOException, InterruptedException {
        VerifyProgress progress = new VerifyProgress();
        ExportVerifier verifier = new ExportVerifier(store, prefix, threads.count(), progress);
        manifestSha256.ifPresent(sha256 -> verifier.requireManifest(sha256.toLowerCase(Locale.ROOT)));
        try (OpenSources sources = openSources(verifier)) {
            try (ProgressDisplay display = display(() -> reading(progress.figures()))) {
                verifier.readBack();
            }
            if (!sources.byReplicaSet().isEmpty() && verifier.header().isPresent()) {
                try (ProgressDisplay display =
                        display(() -> ExportCommand.state(progress.proof().figures()))) {
                    verifier.prove(sources.byReplicaSet());
                }
            }
        }
        return verifier.report();
    }

    /** Before anything is read back, which may take hours. */
    private OpenSources openSources(ExportVerifier verifier) throws IOException {
        if (source.isEmpty()) {
            return new OpenSources(new TreeMap<>());
        }
        String onlyName = verifier.replicaSets().size() == 1
                ? verifier.replicaSets().first()
                : verifier.header()
                                .map(header -> header.snapshot().clusterName())
                                .orElse("") + "-shard-0";
        return SourceArguments.parse(source, onlyName).open(sourceOptions.read());
    }

    private ProgressDisplay display(Supplier<ProgressDisplay.State> state) {
        return new ProgressDisplay(spec.commandLine().getErr(), Terminal.isWatched(), state);
    }

    private static ProgressDisplay.State reading(VerifyProgress.Figures figures) {
        return new ProgressDisplay.State(
                figures.bytes(),
                figures.totalBytes(),
                SizeText.of(figures.bytes()) + " of " + SizeText.of(figures.totalBytes()) + ", " + figures.objects()
                        + " of " + figures.totalObjects() + " objects");
    }

    private static void print(VerifyReport report, PrintWriter out) {
        out.println((report.isWhole() ? "whole    " : "DAMAGED  ") + report.prefix() + ": " + report.objects()
                + " objects, " + report.documents() + " documents, " + SizeText.of(report.bytes())
                + (report.isProven() ? ", compared with the source" : "")
                + (report.isSealed() ? "" : ", the manifest is not sealed"));
        report.findings().forEach(finding -> out.println("  " + Table.printable(finding.toString())));
        long untold = report.findingCount() - report.findings().size();
        if (untold > 0) {
            out.println("  and " + untold + " more");
        }
        out.flush();
    }

    /** What {@code --output json} prints, per export. */
    @JsonPropertyOrder({
        "prefix",
        "whole",
        "sealed",
        "comparedWithSource",
        "objects",
        "documents",
        "bytes",
        "findingCount",
        "findings"
    })
    record Summary(
            String prefix,
            boolean whole,
            boolean sealed,
            boolean comparedWithSource,
            long objects,
            long documents,
            long bytes,
            long findingCount,
            List<Finding> findings) {
        static Summary of(VerifyReport report) {
            return new Summary(
                    report.prefix(),
                    report.isWhole(),
                    report.isSealed(),
                    report.isProven(),
                    report.objects(),
                    report.documents(),
                    report.bytes(),
                    report.findingCount(),
                    report.findings());
        }
    }
}
