package io.snapferry.source.archive;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.source.reading.Piece;
import io.snapferry.source.reading.PieceByPiece;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A mongodump archive as a source. Opening it reads the prelude only. The first {@link #chunkRanges} for a chunk size
 * reads the whole archive once and remembers where each range lies, in memory bounded by the number of blocks and ranges;
 * other callers wait for that reading. Thread-safe; it holds no file open, so closing it does nothing.
 *
 * <p>An archive that is not gzipped can seek: a pass per range. A gzipped one is read once, for all wanted ranges.
 */
public final class ArchiveFile implements SnapshotSource {
    private final SourceFile file;
    private final ArchivePrelude prelude;

    /** By chunk size; guarded by this object's lock, which is held while an archive is read for it. */
    private final Map<Long, Map<Namespace, NamespaceIndex>> indexes = new HashMap<>();

    private ArchiveFile(SourceFile file, ArchivePrelude prelude) {
        this.file = file;
        this.prelude = prelude;
    }

    /** Whether these are an archive's first bytes. */
    public static boolean hasMagicNumber(byte[] firstBytes) {
        return firstBytes.length >= ArchivePrelude.MAGIC.length
                && Arrays.equals(
                        firstBytes,
                        0,
                        ArchivePrelude.MAGIC.length,
                        ArchivePrelude.MAGIC,
                        0,
                        ArchivePrelude.MAGIC.length);
    }

    /**
     * Opens an archive whose magic number was found.
     *
     * @throws SourceException when its prelude is bad
     */
    public static ArchiveFile open(Path path, boolean isGzipped) throws IOException {
        Path name = path.getFileName();
        SourceFile file =
                new SourceFile(path, name == null ? path.toString() : name.toString(), isGzipped, Files.size(path));
        return new ArchiveFile(file, ArchivePrelude.read(file));
    }

    @Override
    public SourceDescription description() {
        String oplogNotice =
                "the archive holds an oplog that is not applied: each collection is as it was read during the dump, not as of one moment";
        return new SourceDescription(
                file.isGzipped() ? "gzipped mongodump archive" : "mongodump archive",
                prelude.serverVersion(),
                prelude.toolVersion(),
                prelude.hasOplog() ? List.of(oplogNotice) : List.of());
    }

    @Override
    public List<CollectionMetadata> collections() {
        return List.copyOf(prelude.collections().values());
    }

    @Override
    public List<ChunkRange> chunkRanges(Namespace namespace, long chunkSizeBytes) throws IOException {
        NamespaceIndex index = index(chunkSizeBytes).get(namespace);
        if (index == null) {
            throw new IllegalArgumentException("not a collection of this source: " + namespace);
        }
        return index.ranges();
    }

    private synchronized Map<Namespace, NamespaceIndex> index(long chunkSizeBytes) throws IOException {
        Map<Namespace, NamespaceIndex> index = indexes.get(chunkSizeBytes);
        if (index == null) {
            index = IndexPass.run(file, prelude, chunkSizeBytes);
            indexes.put(chunkSizeBytes, index);
        }
        return index;
    }

    @Override
    public List<ReadPass> passes(Collection<ChunkRange> ranges) {
        List<ChunkRange> wanted = ranges.stream()
                .sorted(Comparator.comparing(ChunkRange::namespace).thenComparingInt(ChunkRange::number))
                .toList();
        if (!file.isGzipped()) {
            return wanted.stream()
                    .<ReadPass>map(range -> pass(indexOf(range).pieces(range)))
                    .toList();
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        wanted.forEach(range -> pieces.addAll(indexOf(range).pieces(range)));
        pieces.sort(Comparator.comparingLong(Piece::position));
        return List.of(pass(pieces));
    }

    private PieceByPiece pass(List<Piece> pieces) {
        return new PieceByPiece(file, pieces, range -> indexOf(range).check(range));
    }

    @Override
    public SourceException badDocument(ChunkRange range, long positionInRange, String reason) {
        return SourceException.atByte(
                range.namespace(), file.name(), indexOf(range).position(range, positionInRange), reason);
    }

    private synchronized NamespaceIndex indexOf(ChunkRange range) {
        return indexes.values().stream()
                .map(index -> index.get(range.namespace()))
                .filter(index -> index != null && index.holds(range))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a range that this source gave: %s number %d"
                        .formatted(range.namespace(), range.number())));
    }

    @Override
    public void close() {}
}
