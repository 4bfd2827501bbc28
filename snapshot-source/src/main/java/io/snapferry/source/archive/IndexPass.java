package io.snapferry.source.archive;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.metadata.BucketsName;
import io.snapferry.source.reading.DocumentRuns;
import io.snapferry.source.reading.Place;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one reading of a whole archive that finds out where everything lies. It holds the archive to its format: every
 * block belongs to a namespace that the prelude announced, every namespace ends once, with the right checksum.
 */
final class IndexPass {
    private final SourceFile file;
    private final ArchivePrelude prelude;
    private final Place place;
    private final Map<Namespace, NamespaceIndexer> indexers = new TreeMap<>();
    private final Map<DataName, NamespaceIndexer> indexersByDataName = new HashMap<>();

    private IndexPass(SourceFile file, ArchivePrelude prelude, long chunkSizeBytes) {
        this.file = file;
        this.prelude = prelude;
        this.place = Place.of(file.name());
        for (CollectionMetadata collection : prelude.collections().values()) {
            Namespace namespace = collection.namespace();
            NamespaceIndexer indexer = new NamespaceIndexer(
                    namespace, collection.kind(), Place.of(namespace, file.name()), chunkSizeBytes);
            indexers.put(namespace, indexer);
            indexersByDataName.put(new DataName(namespace.database(), namespace.collection()), indexer);
            if (collection.kind() == CollectionKind.TIME_SERIES) {
                indexersByDataName.put(
                        new DataName(namespace.database(), BucketsName.of(namespace.collection())), indexer);
            }
        }
        if (prelude.hasOplog()) { // walked and verified like a collection, but none of the source's
            Namespace standIn = new Namespace("local", "oplog");
            indexersByDataName.put(
                    DataName.OPLOG, new NamespaceIndexer(standIn, CollectionKind.COLLECTION, place, Long.MAX_VALUE));
        }
    }

    static Map<Namespace, NamespaceIndex> run(SourceFile file, ArchivePrelude prelude, long chunkSizeBytes)
            throws IOException {
        return new IndexPass(file, prelude, chunkSizeBytes).run();
    }

    private Map<Namespace, NamespaceIndex> run() throws IOException {
        try (DocumentRuns runs = new DocumentRuns(file.open(place))) {
            runs.skipTo(prelude.endPosition(), place);
            while (!runs.isAtEnd(place)) {
                readBlock(runs);
            }
            for (NamespaceIndexer indexer : indexersByDataName.values()) {
                indexer.requireEnded(runs.position());
            }
        }
        Map<Namespace, NamespaceIndex> index = new HashMap<>();
        indexers.forEach((namespace, indexer) -> index.put(namespace, indexer.finish()));
        return index;
    }

    private void readBlock(DocumentRuns runs) throws IOException {
        HeaderDocument header = HeaderDocument.read(runs, place);
        DataName name = new DataName(header.text("db"), header.text("collection"));
        NamespaceIndexer indexer = indexersByDataName.get(name);
        if (indexer == null) {
            throw header.bad("block of \"" + name + "\", which the archive's prelude does not announce");
        }
        indexer.beginBlock(name, header);
        if (header.flag("EOF")) {
            indexer.end(header);
            if (!runs.takeTerminator(indexer.place())) {
                throw documentsBehindEnd(indexer, runs);
            }
            return;
        }
        long begin = header.position() + runs.length();
        while (!runs.takeTerminator(indexer.place())) {
            runs.load(Long.MAX_VALUE, indexer.place());
            indexer.add(runs);
        }
        long end = runs.position() - Integer.BYTES;
        indexer.addSegment(begin, end - begin);
    }

    private static SourceException documentsBehindEnd(NamespaceIndexer indexer, DocumentRuns runs) {
        return indexer.place().at(runs.position(), "terminator is missing behind the namespace's end mark");
    }
}
