package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.RawBsonDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry inspect}: what a source holds. */
@Command(
        name = "inspect",
        description = "Show what a source holds: namespaces, documents, bytes, indexes.",
        footer = {"", "Example:", "  snapferry inspect dump/"})
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "A mongodump folder or archive, or a data directory.")
    private Path source;

    @Mixin
    private SourceOptionsArguments sourceOptions;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    InspectCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (SnapshotSource opened = Sources.open(source, sourceOptions.read())) {
            Contents contents = contents(opened);
            if (output == OutputFormat.JSON) {
                out.println(CliJson.write(contents));
            } else {
                print(contents, out);
            }
        }
        out.flush();
        return 0;
    }

    private Contents contents(SnapshotSource opened) throws IOException {
        List<Collection> collections = new ArrayList<>();
        for (CollectionMetadata metadata : opened.collections()) {
            collections.add(collection(opened, metadata));
        }
        SourceDescription description = opened.description();
        return new Contents(
                source.toString(),
                description.kind(),
                description.serverVersion(),
                description.toolVersion(),
                description.notices(),
                collections,
                collections.stream().mapToLong(Collection::documents).sum(),
                collections.stream().mapToLong(Collection::bytes).sum());
    }

    private static Collection collection(SnapshotSource opened, CollectionMetadata metadata) throws IOException {
        long documents = 0;
        long bytes = 0;
        if (metadata.kind() != CollectionKind.VIEW) {
            for (ChunkRange range : opened.chunkRanges(metadata.namespace(), Long.MAX_VALUE)) {
                documents += range.documentCount();
                bytes += range.sizeBytes();
            }
        }
        return new Collection(
                metadata.namespace().database(),
                metadata.namespace().collection(),
                metadata.kind().name().toLowerCase(Locale.ROOT),
                documents,
                bytes,
                new RawBsonDocument(metadata.indexes().toByteArray()).size(),
                metadata.uuidHex(),
                NamespaceFilter.ALL.accepts(metadata));
    }

    private static void print(Contents contents, PrintWriter out) {
        out.println(contents.source() + ": " + contents.kind()
                + contents.serverVersion()
                        .map(version -> ", MongoDB " + version)
                        .orElse("")
                + contents.toolVersion()
                        .map(version -> ", tool version " + version)
                        .orElse(""));
        contents.notices().forEach(notice -> out.println("note: " + notice));
        out.println();
        Table table = new Table("NAMESPACE", "KIND", "DOCUMENTS", "BSON", "INDEXES", "EXPORTED");
        for (Collection collection : contents.collections()) {
            table.row(
                    collection.database() + "." + collection.collection(),
                    collection.kind(),
                    Long.toString(collection.documents()),
                    SizeText.of(collection.bytes()),
                    Integer.toString(collection.indexes()),
                    collection.exported() ? "yes" : "no");
        }
        table.print(out);
        out.println();
        out.println(contents.collections().size() + " namespaces, " + contents.documents() + " documents, "
                + SizeText.of(contents.bytes()) + " of BSON");
    }

    /** What {@code --output json} prints. */
    @JsonPropertyOrder({"source", "kind", "serverVersion", "toolVersion", "notices", "collections", "documents", "bytes"
    })
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Contents(
            String source,
            String kind,
            Optional<String> serverVersion,
            Optional<String> toolVersion,
            List<String> notices,
            List<Collection> collections,
            long documents,
            long bytes) {}

    /** A namespace. */
    @JsonPropertyOrder({"database", "collection", "kind", "documents", "bytes", "indexes", "uuid", "exported"})
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Collection(
            String database,
            String collection,
            String kind,
            long documents,
            long bytes,
            int indexes,
            Optional<String> uuid,
            boolean exported) {}
}
