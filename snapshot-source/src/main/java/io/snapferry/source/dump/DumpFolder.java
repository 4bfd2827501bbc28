package io.snapferry.source.dump;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.source.encryption.FileKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mongodump folder as a source. Names and metadata are read when it is opened and do not change afterwards; documents
 * are read anew each time. Thread-safe because it is immutable; it holds no file open, so closing it does nothing.
 */
public final class DumpFolder implements SnapshotSource {
    private final SourceDescription description;
    private final SortedMap<Namespace, DumpCollection> collections;

    private DumpFolder(SourceDescription description, SortedMap<Namespace, DumpCollection> collections) {
        this.description = description;
        this.collections = collections;
    }

    /**
     * Opens a whole dump or the folder of one database, neither encrypted.
     *
     * @param root a folder
     * @throws SourceException as the other
     */
    public static DumpFolder open(Path root) throws IOException {
        return open(root, FileKeys.NONE);
    }

    /**
     * Opens a whole dump or the folder of one database.
     *
     * @param root a folder
     * @param keys for a dump that is encrypted
     * @throws SourceException when it is not a dump, or names and metadata in it are bad
     */
    public static DumpFolder open(Path root, FileKeys keys) throws IOException {
        DumpListing listing = DumpListing.of(root, keys);
        SortedMap<Namespace, DumpCollection> byNamespace = new TreeMap<>();
        for (DumpCollection collection : listing.collections()) {
            DumpCollection other = byNamespace.putIfAbsent(collection.namespace(), collection);
            if (other != null) {
                throw SourceException.inFile(
                        collection.namespace(),
                        collection.fileName(),
                        "the same collection is also in " + other.fileName() + ", and only one of them can be right");
            }
        }
        return new DumpFolder(listing.description(), byNamespace);
    }

    @Override
    public SourceDescription description() {
        return description;
    }

    @Override
    public List<CollectionMetadata> collections() {
        return collections.values().stream().map(DumpCollection::metadata).toList();
    }

    @Override
    public List<ChunkRange> chunkRanges(Namespace namespace, long chunkSizeBytes) throws IOException {
        return collection(namespace).chunkRanges(chunkSizeBytes);
    }

    @Override
    public List<ReadPass> passes(Collection<ChunkRange> ranges) {
        Map<Namespace, List<ChunkRange>> byNamespace = new TreeMap<>();
        for (ChunkRange range : ranges) {
            byNamespace
                    .computeIfAbsent(range.namespace(), key -> new ArrayList<>())
                    .add(range);
        }
        List<ReadPass> passes = new ArrayList<>();
        byNamespace.forEach((namespace, wanted) -> {
            wanted.sort(Comparator.comparingInt(ChunkRange::number));
            passes.addAll(collection(namespace).passes(wanted));
        });
        return List.copyOf(passes);
    }

    @Override
    public SourceException badDocument(ChunkRange range, long positionInRange, String reason) {
        return SourceException.atByte(
                range.namespace(),
                collection(range.namespace()).fileName(),
                range.byteOffset() + positionInRange,
                reason);
    }

    private DumpCollection collection(Namespace namespace) {
        DumpCollection collection = collections.get(namespace);
        if (collection == null) {
            throw new IllegalArgumentException("not a collection of this source: " + namespace);
        }
        return collection;
    }

    @Override
    public void close() {}
}
