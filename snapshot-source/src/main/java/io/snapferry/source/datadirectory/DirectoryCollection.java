package io.snapferry.source.datadirectory;

import io.snapferry.bson.DocumentLength;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.LeafSpan;
import io.snapferry.wiredtiger.btree.TreeDivision;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A collection of a data directory. Thread-safe. */
final class DirectoryCollection {
    private final CollectionMetadata metadata;
    private final Optional<CollectionRecords> records;
    private final Optional<DirectoryTables.Size> size;

    /** Of the ranges that were given last, by their number. */
    private final Map<Integer, KeyRange> bounds = new ConcurrentHashMap<>();

    /**
     * @param metadata under the name that users know
     * @param records views have none
     * @param size what the server counted, when it did
     */
    DirectoryCollection(
            CollectionMetadata metadata, Optional<CollectionRecords> records, Optional<DirectoryTables.Size> size) {
        this.metadata = metadata;
        this.records = records;
        this.size = size;
    }

    CollectionMetadata metadata() {
        return metadata;
    }

    private Namespace namespace() {
        return metadata.namespace();
    }

    /** The file of which errors speak. */
    String fileName() {
        return records.map(CollectionRecords::file).orElse(CatalogEntry.FILE);
    }

    private CollectionRecords records() {
        return records.orElseThrow(() -> new IllegalArgumentException("a view has no records: " + namespace()));
    }

    /**
     * Divides the collection where the tree's internal pages are divided. Each range has at least one document: the first
     * of each is looked up.
     */
    List<ChunkRange> chunkRanges(long chunkSizeBytes) throws IOException {
        if (records.isEmpty()) {
            return List.of();
        }
        try {
            TreeDivision.Division division = records().divide(chunkSizeBytes);
            List<LeafSpan> spans;
            try (RecordCursor cursor = records().open()) {
                spans = withRecords(division.spans(), cursor);
            }
            return ranges(spans, division.expansion(), records().growth());
        } catch (WiredTigerFormatException e) {
            throw Failures.of(namespace(), e);
        }
    }

    /** Joins each span without a record to the one before, or behind if there is none. */
    private static List<LeafSpan> withRecords(List<LeafSpan> spans, RecordCursor cursor) throws IOException {
        List<LeafSpan> kept = new ArrayList<>();
        long emptyBytes = 0;
        for (int i = 0; i < spans.size(); i++) {
            LeafSpan span = spans.get(i);
            cursor.seek(new KeyRange(span.from(), end(spans, i)));
            if (cursor.next()) {
                Optional<Key> from = kept.isEmpty() ? Optional.empty() : span.from();
                kept.add(new LeafSpan(from, span.storedBytes() + emptyBytes));
                emptyBytes = 0;
            } else {
                emptyBytes += span.storedBytes();
            }
        }
        return kept;
    }

    private static Optional<Key> end(List<LeafSpan> spans, int index) {
        return index + 1 < spans.size() ? spans.get(index + 1).from() : Optional.empty();
    }

    /** What the oplog adds is behind all other records, so in the last range. */
    private List<ChunkRange> ranges(List<LeafSpan> spans, double expansion, CollectionRecords.Growth growth) {
        long stored = spans.stream().mapToLong(LeafSpan::storedBytes).sum();
        List<ChunkRange> ranges = new ArrayList<>();
        bounds.clear();
        long documentOffset = 0;
        long byteOffset = 0;
        for (int i = 0; i < spans.size(); i++) {
            LeafSpan span = spans.get(i);
            double share = stored == 0 ? 1 : (double) span.storedBytes() / stored;
            boolean isLast = i == spans.size() - 1;
            long documents = Math.max(
                    1,
                    Math.round(size.map(DirectoryTables.Size::documents).orElse(0L) * share)
                            + (isLast ? growth.documents() : 0));
            long bytes = Math.max(
                    DocumentLength.MIN_BYTES,
                    Math.round(span.storedBytes() * expansion) + (isLast ? growth.bytes() : 0));
            bounds.put(i, new KeyRange(span.from(), end(spans, i)));
            ranges.add(new ChunkRange(namespace(), i, documentOffset, documents, byteOffset, bytes, false));
            documentOffset += documents;
            byteOffset += bytes;
        }
        return List.copyOf(ranges);
    }

    private RecordCursor open(ChunkRange range) throws IOException {
        KeyRange keys = bounds.get(range.number());
        if (keys == null) {
            throw new IllegalArgumentException("not a range of this source: " + range);
        }
        RecordCursor cursor = records().open();
        try {
            cursor.seek(keys);
            return cursor;
        } catch (IOException | RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /** Hands all documents of a range to the receiver, each where it lies in its page. */
    void read(ChunkRange range, DocumentReceiver receiver) throws IOException, InterruptedException {
        String keyFormat = records().keyFormat();
        try (RecordCursor cursor = open(range)) {
            while (cursor.next()) {
                Slice document = cursor.value();
                requireDocument(document, cursor, keyFormat);
                receiver.documents(range, document.bytes(), document.offset(), document.length());
            }
        } catch (WiredTigerFormatException e) {
            throw Failures.of(namespace(), e);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
        receiver.finished(range);
    }

    private InterruptedException interrupted(ClosedByInterruptException e) {
        Thread.interrupted(); // the exception takes over from the flag
        InterruptedException interrupted = new InterruptedException("interrupted while reading " + fileName());
        interrupted.initCause(e);
        return interrupted;
    }

    /** What a record holds is one document, no more and no less. */
    private static void requireDocument(Slice value, RecordCursor cursor, String keyFormat)
            throws WiredTigerFormatException {
        String reason;
        if (value.length() < DocumentLength.MIN_BYTES) {
            reason = "value of " + value.length() + " bytes is no document";
        } else {
            int length = DocumentLength.readTrusted(value.bytes(), value.offset());
            if (length == value.length() && value.bytes()[value.offset() + length - 1] == 0) {
                return;
            }
            reason = length == value.length()
                    ? "document without a zero byte at its end"
                    : "document length " + length + " in a value of " + value.length() + " bytes";
        }
        throw cursor.malformed("record " + RecordId.text(cursor.key(), keyFormat) + ": " + reason);
    }

    /** Says on which page a damaged document is, and under which record id: it is looked for once more. */
    SourceException badDocument(ChunkRange range, long positionInRange, String reason) {
        long position = 0;
        try (RecordCursor cursor = open(range)) {
            while (cursor.next()) {
                int length = cursor.value().length();
                if (positionInRange < position + length) {
                    return Failures.of(
                            namespace(),
                            cursor.malformed("record "
                                    + RecordId.text(cursor.key(), records().keyFormat()) + ", byte "
                                    + (positionInRange - position) + " of the document: " + reason));
                }
                position += length;
            }
        } catch (IOException e) {
            return SourceException.inFile(namespace(), fileName(), reason).causedBy(e);
        }
        return SourceException.inFile(namespace(), fileName(), reason);
    }
}
