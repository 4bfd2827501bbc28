package io.snapferry.cli;

import io.snapferry.importing.ExportImport;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.dump.DumpFolderWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            "  snapferry import s3://bucket/exported_snapshots/... --to mongodb://127.0.0.1:27017"
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

    @Mixin
    private StoreOptions storeOptions;

    ImportCommand() {}

    @Override
    public Integer call() throws IOException {
        ExportImport.Result result;
        try (ExportLocation exports = ExportLocation.open(location, storeOptions.s3())) {
            String prefix = only(exports.exports());
            try (SnapshotTarget target = target()) {
                result = new ExportImport(exports.store(), prefix, namespaces.filter(), target).run();
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.documents() + " documents of " + result.collections() + " collections imported");
        out.flush();
        return 0;
    }

    private SnapshotTarget target() throws IOException {
        if (to.startsWith(DUMP)) {
            return new DumpFolderWriter(Path.of(to.substring(DUMP.length())));
        }
        if (to.startsWith("mongodb://") || to.startsWith("mongodb+srv://")) {
            return MongoTarget.connect(to);
        }
        throw new UsageException("--to must be mongodb://... or dump:DIR, not \"" + to + "\"");
    }

    private static String only(SortedSet<String> prefixes) {
        if (prefixes.size() > 1) {
            throw new UsageException("LOCATION holds " + prefixes.size() + " exports, name one of them: "
                    + String.join(", ", prefixes.stream().limit(5).toList()));
        }
        return prefixes.first();
    }
}
