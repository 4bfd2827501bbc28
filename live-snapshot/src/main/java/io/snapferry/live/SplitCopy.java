package io.snapferry.live;

import io.snapferry.live.LiveSnapshotException.Reason;
import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.source.SnapshotTarget;
import io.snapferry.source.SnapshotTarget.CollectionTarget;
import io.snapferry.source.encryption.NewFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads one collection in ranges, each into a file of its own. Whoever ends last puts the files together in the order of
 * the ranges, after counting: the ranges together must have as many documents as the collection.
 */
final class SplitCopy {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Deployment deployment;
    private final PinnedClusterTime mode;
    private final ListedCollection collection;
    private final List<IdRange> ranges;
    private final SnapshotTarget target;
    private final NewFiles files;
    private final Path parts;
    private final Progress progress;

    private final AtomicInteger missing;
    private final AtomicLong documents = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param files how the parts are written
     * @param parts a folder for this collection alone, outside of the dump; is created
     */
    SplitCopy(
            Deployment deployment,
            PinnedClusterTime mode,
            ListedCollection collection,
            List<IdRange> ranges,
            SnapshotTarget target,
            NewFiles files,
            Path parts,
            Progress progress) {
        this.deployment = deployment;
        this.mode = mode;
        this.collection = collection;
        this.ranges = ranges;
        this.target = target;
        this.files = files;
        this.parts = parts;
        this.progress = progress;
        this.missing = new AtomicInteger(ranges.size());
    }

    /** One task per range, to be run at the same time or not; the last to end gives the totals. */
    List<Callable<Optional<CollectionTotals>>> tasks() {
        List<Callable<Optional<CollectionTotals>>> tasks = new ArrayList<>();
        for (int number = 0; number < ranges.size(); number++) {
            int own = number;
            tasks.add(() -> copy(own));
        }
        return tasks;
    }

    private Optional<CollectionTotals> copy(int number) throws IOException, InterruptedException {
        Files.createDirectories(parts);
        Path part = part(number);
        try (OutputStream out = new BufferedOutputStream(
                files.create(part, parts.getFileName() + "/" + part.getFileName()), BUFFER_BYTES)) {
            CollectionTotals totals =
                    new RangeRead(deployment, mode, collection, progress).into(ranges.get(number), out::write);
            documents.addAndGet(totals.documents());
            bytes.addAndGet(totals.bytes());
        }
        return missing.decrementAndGet() == 0 ? Optional.of(putTogether()) : Optional.empty();
    }

    private Path part(int number) {
        return parts.resolve(number + ".bson");
    }

    private CollectionTotals putTogether() throws IOException, InterruptedException {
        long expected = RangePlan.count(deployment, mode, collection);
        if (documents.get() != expected) {
            throw LiveSnapshotException.of(
                    Reason.NOT_VERIFIED,
                    collection.namespace(),
                    "its ranges have %d documents, expected %d".formatted(documents.get(), expected));
        }
        if (expected == 0) { // also what a collection that was dropped looks like
            new Catalog(deployment).requireStillThere(collection);
        }
        try (CollectionTarget opened = CollectionCopy.begin(target, collection)) {
            for (int number = 0; number < ranges.size(); number++) {
                append(part(number), opened);
                Files.delete(part(number));
            }
            opened.finish();
        }
        Files.delete(parts);
        progress.finished(collection.namespace());
        return new CollectionTotals(
                collection.namespace(), collection.metadata().kind(), documents.get(), bytes.get());
    }

    /** Document by document, as a target takes them. */
    private void append(Path part, CollectionTarget opened) throws IOException, InterruptedException {
        try (InputStream in = new BufferedInputStream(files.open(part), BUFFER_BYTES)) {
            byte[] length = in.readNBytes(Integer.BYTES);
            while (length.length > 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the snapshot was cancelled");
                }
                int size =
                        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
                byte[] document = new byte[size];
                System.arraycopy(length, 0, document, 0, Integer.BYTES);
                in.readNBytes(document, Integer.BYTES, size - Integer.BYTES);
                opened.documents(document, 0, size);
                length = in.readNBytes(Integer.BYTES);
            }
        }
    }
}
