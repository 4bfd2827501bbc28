package io.snapferry.source.reading;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the wanted pieces of one file in the order in which they lie there. */
public final class PieceByPiece implements ReadPass {
    private final SourceFile file;
    private final List<Piece> pieces;
    private final Function<ChunkRange, RangeCheck> checks;

    /**
     * @param pieces by position; together they hold all of each of their ranges, in order
     * @param checks a new check for a range
     */
    public PieceByPiece(SourceFile file, List<Piece> pieces, Function<ChunkRange, RangeCheck> checks) {
        this.file = file;
        this.pieces = List.copyOf(pieces);
        this.checks = checks;
    }

    @Override
    public List<ChunkRange> ranges() {
        LinkedHashSet<ChunkRange> ranges = new LinkedHashSet<>();
        pieces.forEach(piece -> ranges.add(piece.range()));
        return List.copyOf(ranges);
    }

    @Override
    public void read(DocumentReceiver receiver) throws IOException, InterruptedException {
        Map<ChunkRange, Progress> begun = new HashMap<>();
        try (DocumentRuns runs =
                new DocumentRuns(file.open(placeOf(pieces.get(0).range())))) {
            for (Piece piece : pieces) {
                Progress progress = begun.computeIfAbsent(piece.range(), Progress::new);
                progress.read(piece, runs, receiver);
                if (progress.isComplete()) {
                    begun.remove(piece.range());
                    progress.verify(runs);
                    receiver.finished(piece.range());
                }
            }
            if (file.isGzipped()) {
                runs.drain(Place.of(file.name()));
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // the exception takes over from the flag
            InterruptedException interrupted = new InterruptedException("interrupted while reading " + file.name());
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private Place placeOf(ChunkRange range) {
        return Place.of(range.namespace(), file.name());
    }

    /** How far one range has come. */
    private final class Progress {
        private final ChunkRange range;
        private final Place place;
        private final RangeCheck check;
        private long documents;
        private long bytes;

        Progress(ChunkRange range) {
            this.range = range;
            this.place = placeOf(range);
            this.check = checks.apply(range);
        }

        void read(Piece piece, DocumentRuns runs, DocumentReceiver receiver) throws IOException, InterruptedException {
            runs.skipTo(piece.position(), place);
            long left = piece.sizeBytes();
            while (left > 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + file.name());
                }
                runs.load(left, place);
                check.update(runs.bytes(), runs.offset(), runs.length());
                receiver.documents(range, runs.bytes(), runs.offset(), runs.length());
                documents += runs.documents();
                bytes += runs.length();
                left -= runs.length();
            }
        }

        boolean isComplete() {
            return bytes == range.sizeBytes();
        }

        void verify(DocumentRuns runs) throws IOException {
            long position = runs.position() + runs.length();
            if (documents != range.documentCount()) {
                throw place.at(
                        position,
                        "range %d ends with %d documents, %d were planned"
                                .formatted(range.number(), documents, range.documentCount()));
            }
            Optional<String> complaint = check.complaint();
            if (complaint.isPresent()) {
                throw place.at(position, complaint.get());
            }
        }
    }
}
