package io.snapferry.cli;

import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.Checkpoint;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.JournalState;
import io.snapferry.wiredtiger.directory.JournalUse;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry wt-dump}: the tables of a data directory, as the storage engine sees them. */
@Command(
        name = "wt-dump",
        description = {
            "Print the records of a WiredTiger table: key in hex, value in hex, a line each.",
            "The directory need not be one of MongoDB. Without TABLE its tables are listed."
        },
        footer = {"", "Example:", "  snapferry wt-dump /var/lib/mongodb-copy collection-0-1 | head"})
final class WtDumpCommand implements Callable<Integer> {
    private static final String AT_CHECKPOINT = "--at-checkpoint";
    private static final String HISTORY_STORE_FILE = "WiredTigerHS.wt";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "A data directory.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TABLE",
            description = "Name of a table, with or without .wt. Default: list the tables.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = AT_CHECKPOINT,
            description = {
                "Read the newest checkpoint, without the journal.",
                "What was written after that is not there. Needed when the journal is missing."
            })
    private boolean isAtCheckpoint;

    WtDumpCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw SourceException.inFile(folder.toString(), "not a folder, expected a data directory");
        }
        PrintWriter out = spec.commandLine().getOut();
        OpenSettings settings = OpenSettings.defaults()
                .with(isAtCheckpoint ? JournalUse.IGNORE : JournalUse.REPLAY)
                .forTables(name -> table.isPresent() && fileName(table.get()).equals(name));
        try (DataDirectory directory = DataDirectory.open(folder, settings)) {
            if (table.isPresent()) {
                dump(directory, fileName(table.get()), out);
            } else {
                list(directory, out);
            }
        }
        out.flush();
        return 0;
    }

    /** Of what WiredTiger calls {@code table:NAME} or {@code file:NAME.wt}. */
    private static String fileName(String table) {
        String name = table.replaceFirst("^(table|file):", "");
        return name.endsWith(TableFile.EXTENSION) ? name : name + TableFile.EXTENSION;
    }

    private void dump(DataDirectory directory, String name, PrintWriter out) throws IOException {
        if (name.equals(HISTORY_STORE_FILE)) {
            throw SourceException.inFile(
                    name, "holds older versions of other tables' values, which wt-dump does not print");
        }
        TableFile file = directory
                .file(name)
                .orElseThrow(() -> SourceException.inFile(
                        name, "the directory has no such table; wt-dump without TABLE lists them"));
        if (file.isLogged() && directory.journal() instanceof JournalState.Missing missing) {
            throw SourceException.inFile(
                    missing.missing(),
                    "missing, and what was written into " + name
                            + " after the checkpoint is in no other file. Use " + AT_CHECKPOINT
                            + " to read the checkpoint alone");
        }
        HexLines lines = new HexLines(out);
        try (RecordCursor cursor = directory.records(file)) {
            while (cursor.next()) {
                lines.line(cursor.key());
                lines.line(cursor.value());
            }
        }
        lines.flush();
    }

    private void list(DataDirectory directory, PrintWriter out) throws IOException {
        Table rows = new Table("TABLE", "KEY", "VALUE", "COMPRESSION", "LOGGED", "CHECKPOINT", "BYTES");
        for (TableFile file : directory.files()) {
            rows.row(
                    file.ident(),
                    file.keyFormat(),
                    file.valueFormat(),
                    file.compressor().name().toLowerCase(Locale.ROOT),
                    file.isLogged() ? "yes" : "no",
                    file.checkpoint().map(WtDumpCommand::time).orElse("none"),
                    size(file.name()));
        }
        rows.print(out);
        for (WiredTigerFormatException reason : directory.unreadable().values()) {
            out.println("not readable: " + reason.getMessage());
        }
    }

    private static String time(Checkpoint checkpoint) {
        return checkpoint.timeSeconds() > 0 && checkpoint.timeSeconds() < Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(checkpoint.timeSeconds()).toString()
                : "number " + checkpoint.order();
    }

    private String size(String fileName) throws IOException {
        try {
            return Long.toString(Files.size(folder.resolve(fileName)));
        } catch (NoSuchFileException e) {
            return "missing";
        }
    }
}
