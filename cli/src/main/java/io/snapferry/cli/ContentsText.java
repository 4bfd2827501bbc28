package io.snapferry.cli;

import io.snapferry.manifest.ManifestHeader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What a source holds, for people. */
final class ContentsText {
    private static final String UNKNOWN = "?";

    private ContentsText() {}

    static void print(SourceContents contents, PrintWriter out) {
        out.println(contents.source() + ": " + contents.kind()
                + contents.serverVersion()
                        .map(version -> ", MongoDB " + version)
                        .orElse("")
                + contents.toolVersion()
                        .map(version -> ", tool version " + version)
                        .orElse(""));
        contents.readPoint().ifPresent(point -> print(point, out));
        contents.notices().forEach(notice -> out.println("note: " + Table.printable(notice)));
        out.println();
        table(contents).print(out);
        out.println();
        out.println(contents.collections().size() + " namespaces, " + contents.documents() + " documents, "
                + SizeText.of(contents.bytes()) + " of BSON");
    }

    private static void print(ManifestHeader.Source point, PrintWriter out) {
        out.println("storage:          " + Table.printable(point.storageVersion()));
        out.println("deployment:       " + point.deployment());
        point.checkpointTime().ifPresent(time -> out.println("checkpoint:       " + time));
        point.stableTimestamp().ifPresent(time -> out.println("stable timestamp: " + time));
        out.println("journal:          " + point.journal());
        point.topOfOplog().ifPresent(time -> out.println("top of the oplog: " + time));
        point.appliedUpTo().ifPresent(time -> out.println("applied up to:    " + time));
    }

    /** Columns of storage are there when a namespace has any. */
    private static Table table(SourceContents contents) {
        boolean hasStorage =
                contents.collections().stream().anyMatch(c -> c.storage().isPresent());
        List<String> headings = new ArrayList<>(List.of("NAMESPACE", "KIND", "DOCUMENTS", "BSON"));
        if (hasStorage) {
            headings.addAll(List.of("STORED", "COMPRESSION"));
        }
        headings.addAll(List.of("INDEXES", "EXPORTED"));
        Table table = new Table(headings.toArray(String[]::new));
        for (SourceContents.Collection collection : contents.collections()) {
            List<String> cells = new ArrayList<>(List.of(
                    collection.database() + "." + collection.collection(),
                    collection.kind(),
                    collection.documents().map(String::valueOf).orElse(UNKNOWN),
                    collection.bytes().map(SizeText::of).orElse(UNKNOWN)));
            if (hasStorage) {
                cells.add(collection
                        .storage()
                        .map(storage -> SizeText.of(storage.bytes()))
                        .orElse(""));
                cells.add(collection
                        .storage()
                        .map(SourceContents.Storage::compression)
                        .orElse(""));
            }
            cells.add(Integer.toString(collection.indexes()));
            cells.add(collection.exported() ? "yes" : "no");
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }
}
