package io.snapferry.source.dump;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.reading.ChunkPlanner;
import io.snapferry.source.reading.DocumentRuns;
import io.snapferry.source.reading.Piece;
import io.snapferry.source.reading.PieceByPiece;
import io.snapferry.source.reading.Place;
import io.snapferry.source.reading.RangeCheck;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A collection of a dump.
 *
 * @param data the file of its documents; views have none
 * @param origin the file that made it known, for errors
 */
record DumpCollection(CollectionMetadata metadata, Optional<SourceFile> data, String origin) {

    Namespace namespace() {
        return metadata.namespace();
    }

    /** The file of which errors speak. */
    String fileName() {
        return data.map(SourceFile::name).orElse(origin);
    }

    private Place place() {
        return Place.of(namespace(), fileName());
    }

    List<ChunkRange> chunkRanges(long chunkSizeBytes) throws IOException {
        ChunkPlanner planner = new ChunkPlanner(namespace(), chunkSizeBytes);
        if (data.isPresent()) {
            plan(data.get(), planner);
        }
        return planner.finish();
    }

    private void plan(SourceFile file, ChunkPlanner planner) throws IOException {
        Place place = place();
        try (DocumentRuns runs =
                new DocumentRuns(file.open(place), file.isGzipped() ? Long.MAX_VALUE : file.sizeBytes())) {
            while (!runs.isAtEnd(place)) {
                long left = file.isGzipped() ? Long.MAX_VALUE : file.sizeBytes() - runs.position();
                int large = runs.jumpOverLarge(left, place);
                if (large > 0) {
                    planner.add(large);
                    continue;
                }
                runs.load(left, place);
                int end = runs.offset() + runs.length();
                for (int at = runs.offset(); at < end; at += runs.documentLength(at)) {
                    planner.add(runs.documentLength(at));
                }
            }
        }
    }

    /** @param ranges of this collection, in order */
    List<ReadPass> passes(List<ChunkRange> ranges) {
        SourceFile file = data.orElseThrow(() -> new IllegalArgumentException(namespace() + " has no ranges"));
        List<Piece> pieces = ranges.stream()
                .map(range -> new Piece(range, range.byteOffset(), range.sizeBytes()))
                .toList();
        if (file.isGzipped()) {
            return List.of(new PieceByPiece(file, pieces, range -> RangeCheck.NONE));
        }
        return pieces.stream()
                .<ReadPass>map(piece -> new PieceByPiece(file, List.of(piece), range -> RangeCheck.NONE))
                .toList();
    }
}
