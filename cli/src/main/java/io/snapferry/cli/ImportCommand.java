package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.importing.CopyTarget;
import io.snapferry.importing.ExportImport;
import io.snapferry.importing.ImportProgress;
import io.snapferry.importing.ImportState;
import io.snapferry.importing.ImportTarget;
import io.snapferry.source.dump.DumpFolderWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry import}: brings an export back. */
@Command(
        name = "import",
        description = "Bring an export back, into a server or as a mongodump folder.",
        footer = {
            "",
            "Examples:",
            "  snapferry import file:///backups --to dump:restored",
            "  snapferry import s3://bucket/exported_snapshots/... --to mongodb://127.0.0.1:27017 --state shop.import"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String DUMP = "dump:";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOCATION",
            description = "An export, or a bucket that holds just one (s3://bucket/..., file:///dir/... or a path).")
    private String location;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TARGET",
            description = "mongodb://... for a server, or dump:DIR for a mongodump folder.")
    private String to;

    @Mixin
    private NamespaceOptions namespaces;

    @Option(
            names = "--drop",
            description = "Drop collections of the server that are in the way. Others are not touched.")
    private boolean isDropping;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = {
                "Remember in FILE what is done. When an import into a server was interrupted,",
                "the same command goes on behind it."
            })
    private Optional<Path> stateFile = Optional.empty();

    @Option(
            names = "--without-manifest",
            description = "Import what lies there, though it is not what the manifest says or that cannot be read.")
    private boolean isWithoutManifest;

    @Mixin
    private ThreadOptions threads;

    @Mixin
    private StoreOptions storeOptions;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    ImportCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExportImport.Settings settings =
                new ExportImport.Settings(namespaces.filter(), threads.count(), !isWithoutManifest);
        ExportImport.Result result;
        ImportProgress progress = new ImportProgress();
        try (ExportLocation exports = ExportLocation.open(location, storeOptions.s3())) {
            String prefix = only(exports.exports());
            try (ImportTarget target = target();
                    ImportState state = state(exports.store().location() + "/" + prefix, target);
                    ProgressDisplay display = new ProgressDisplay(
                            spec.commandLine().getErr(), Terminal.isWatched(), () -> state(progress.figures()))) {
                result = new ExportImport(exports.store(), prefix, settings, target, state, progress).run();
            }
        }
        print(result);
        return result.refusals().isEmpty() ? 0 : 1;
    }

    private ImportTarget target() throws IOException {
        if (to.startsWith(DUMP)) {
            if (isDropping || stateFile.isPresent()) {
                throw new UsageException("--drop and --state are for servers: a mongodump folder is written whole, into"
                        + " an empty folder");
            }
            return new CopyTarget(new DumpFolderWriter(Path.of(to.substring(DUMP.length()))), to);
        }
        if (to.startsWith("mongodb://") || to.startsWith("mongodb+srv://")) {
            return MongoTarget.connect(to, isDropping);
        }
        throw new UsageException("--to must be mongodb://... or dump:DIR, not \"" + to + "\"");
    }

    private ImportState state(String from, ImportTarget target) throws IOException {
        return stateFile.isPresent()
                ? ImportState.open(stateFile.get(), from, target.location())
                : ImportState.forgetful();
    }

    private static ProgressDisplay.State state(ImportProgress.Figures figures) {
        return new ProgressDisplay.State(
                figures.bytes(),
                figures.totalBytes(),
                figures.objects() + " of " + figures.totalObjects() + " objects, " + figures.documents()
                        + " documents");
    }

    private void print(ExportImport.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(CliJson.write(Summary.of(result)));
        } else {
            Table table = new Table("NAMESPACE", "DOCUMENTS");
            result.documents().forEach((namespace, count) -> table.row(namespace.toString(), Long.toString(count)));
            table.print(out);
            out.println();
            out.println(result.documentCount() + " documents of "
                    + result.documents().size() + " collections imported");
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        result.refusals().forEach(refusal -> err.println("snapferry: " + refusal));
        err.flush();
    }

    /** What {@code --output json} prints. */
    @JsonPropertyOrder({"collections", "documents", "namespaces", "refusals"})
    record Summary(int collections, long documents, Map<String, Long> namespaces, List<String> refusals) {
        static Summary of(ExportImport.Result result) {
            Map<String, Long> namespaces = new LinkedHashMap<>();
            result.documents().forEach((namespace, count) -> namespaces.put(namespace.toString(), count));
            return new Summary(namespaces.size(), result.documentCount(), namespaces, result.refusals());
        }
    }

    private static String only(SortedSet<String> prefixes) {
        if (prefixes.size() > 1) {
            throw new UsageException("LOCATION holds " + prefixes.size() + " exports, name one of them: "
                    + String.join(", ", prefixes.stream().limit(5).toList()));
        }
        return prefixes.first();
    }
}
