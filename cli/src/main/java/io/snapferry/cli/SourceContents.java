package io.snapferry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.CollectionStorage;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * What {@code snapferry inspect} tells of a source; as JSON it is what {@code --output json} prints.
 *
 * @param source its path
 * @param kind of the source
 * @param serverVersion of MongoDB
 * @param toolVersion of what wrote it
 * @param readPoint as of when it is read
 * @param notices what else a reader should know, a sentence each
 * @param collections by namespace
 * @param documents of all collections whose number is known
 * @param bytes of BSON of those
 */
@JsonPropertyOrder({
    "source",
    "kind",
    "serverVersion",
    "toolVersion",
    "readPoint",
    "notices",
    "collections",
    "documents",
    "bytes"
})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SourceContents(
        String source,
        String kind,
        Optional<String> serverVersion,
        Optional<String> toolVersion,
        Optional<ManifestHeader.Source> readPoint,
        List<String> notices,
        List<Collection> collections,
        long documents,
        long bytes) {

    /** @param isCounted whether documents are counted by reading where the source only tells what a server counted */
    static SourceContents read(String path, SnapshotSource source, boolean isCounted)
            throws IOException, InterruptedException {
        SourceDescription description = source.description();
        List<String> notices = new ArrayList<>(description.notices());
        List<Collection> collections = new ArrayList<>();
        for (CollectionMetadata metadata : source.collections()) {
            Optional<CollectionCount> told = CollectionCount.told(metadata);
            if (told.isPresent() && !isCounted) {
                collections.add(Collection.of(metadata, told));
            } else {
                Optional<CollectionCount> found = CollectionCount.found(source, metadata, isCounted);
                difference(metadata, told, found).ifPresent(notices::add);
                collections.add(Collection.of(metadata, found));
            }
        }
        return new SourceContents(
                path,
                description.kind(),
                description.serverVersion(),
                description.toolVersion(),
                description.readPoint().map(ManifestHeader.Source::of),
                notices,
                collections,
                collections.stream().mapToLong(c -> c.documents().orElse(0L)).sum(),
                collections.stream().mapToLong(c -> c.bytes().orElse(0L)).sum());
    }

    private static Optional<String> difference(
            CollectionMetadata metadata, Optional<CollectionCount> told, Optional<CollectionCount> found) {
        if (told.isEmpty() || found.isEmpty() || told.equals(found)) {
            return Optional.empty();
        }
        return Optional.of(metadata.namespace() + " has " + text(found.get()) + ", the server's own count says "
                + text(told.get()));
    }

    private static String text(CollectionCount count) {
        return count.documents() + " documents of " + count.bytes() + " bytes";
    }

    /** A namespace. */
    @JsonPropertyOrder({"database", "collection", "kind", "documents", "bytes", "indexes", "uuid", "storage", "exported"
    })
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Collection(
            String database,
            String collection,
            String kind,
            Optional<Long> documents,
            Optional<Long> bytes,
            int indexes,
            Optional<String> uuid,
            Optional<Storage> storage,
            boolean exported) {
        static Collection of(CollectionMetadata metadata, Optional<CollectionCount> count) {
            return new Collection(
                    metadata.namespace().database(),
                    metadata.namespace().collection(),
                    metadata.kind().name().toLowerCase(Locale.ROOT),
                    count.map(CollectionCount::documents),
                    count.map(CollectionCount::bytes),
                    new RawBsonDocument(metadata.indexes().toByteArray()).size(),
                    metadata.uuidHex(),
                    metadata.storage().map(Storage::of),
                    NamespaceFilter.ALL.accepts(metadata));
        }
    }

    /** How a namespace lies on the disk. */
    @JsonPropertyOrder({"file", "compression", "bytes"})
    record Storage(String file, String compression, long bytes) {
        static Storage of(CollectionStorage storage) {
            return new Storage(storage.file(), storage.compression(), storage.fileSizeBytes());
        }
    }
}
