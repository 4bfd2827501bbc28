package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.verify.ExportVerifier;
import io.snapferry.verify.Finding;
import io.snapferry.verify.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "Exit status 1 when anything is missing, changed, extra or unreadable."
        },
        footer = {"", "Example:", "  snapferry verify file:///backups"})
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

    @Option(names = "--threads", paramLabel = "N", description = "Default: one per core.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    VerifyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        int threadCount = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (threadCount < 1) {
            throw new UsageException("--threads must be at least 1, not " + threadCount);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<VerifyReport> reports = new ArrayList<>();
        try (ExportLocation exports = ExportLocation.open(location, storeOptions.s3())) {
            for (String prefix : exports.exports()) {
                VerifyReport report = new ExportVerifier(exports.store(), prefix, threadCount).verify();
                reports.add(report);
                if (output == OutputFormat.TEXT) {
                    print(report, out);
                }
            }
        }
        boolean allWhole = reports.stream().allMatch(VerifyReport::isWhole);
        if (output == OutputFormat.JSON) {
            out.println(CliJson.write(reports.stream().map(Summary::of).toList()));
        }
        out.flush();
        return allWhole ? 0 : 1;
    }

    private static void print(VerifyReport report, PrintWriter out) {
        out.println((report.isWhole() ? "whole    " : "DAMAGED  ") + report.prefix() + ": " + report.objects()
                + " objects, " + report.documents() + " documents, " + SizeText.of(report.bytes()));
        report.findings().forEach(finding -> out.println("  " + finding));
        out.flush();
    }

    /** What {@code --output json} prints, per export. */
    @JsonPropertyOrder({"prefix", "whole", "objects", "documents", "bytes", "findings"})
    record Summary(String prefix, boolean whole, long objects, long documents, long bytes, List<Finding> findings) {
        static Summary of(VerifyReport report) {
            return new Summary(
                    report.prefix(),
                    report.isWhole(),
                    report.objects(),
                    report.documents(),
                    report.bytes(),
                    report.findings());
        }
    }
}
