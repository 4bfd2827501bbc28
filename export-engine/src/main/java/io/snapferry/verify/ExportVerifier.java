package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.run.TaskPool;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads one export back:
 *
 * <pre>
 *   .manifest.jsonl     as it was written, to its last line; all keys are remembered
 *   .complete           what the manifest says of it
 *   list                every object there with its size, and no other
 *   objects             several at a time: digests, counts, every line a document
 *   source              optional: the export made anew, and compared; see {@link SourceProof}
 * </pre>
 *
 * <p>What the bucket answers is a finding where it concerns one object, and an exception where it concerns the bucket. Memory
 * is bounded by {@link ListedKeys} and the threads. An instance verifies once, for one thread.
 */
public final class ExportVerifier {
    private final ReadableObjectStore store;
    private final ExportLayout layout;
    private final int threads;
    private final VerifyProgress progress;
    private final Findings findings = new Findings();
    private final LongAdder objects = new LongAdder();
    private final LongAdder documents = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Listing listing;
    private boolean isProven;

    /**
     * Reads the manifest.
     *
     * @param store that holds the export; stays open
     * @param prefix of the export
     * @param threads that read; at least 1
     * @param progress is kept up to date
     * @throws IOException when the bucket cannot be read at all
     */
    public ExportVerifier(ReadableObjectStore store, String prefix, int threads, VerifyProgress progress)
            throws IOException {
        this.store = store;
        this.layout = new ExportLayout(new ExportPrefix(prefix));
        this.threads = threads;
        this.progress = progress;
        this.listing = Listing.read(store, layout, findings);
        progress.listed(listing.objectCount(), listing.sizeBytes());
    }

    /** The replica sets that the manifest names. */
    public SortedSet<String> replicaSets() {
        return Collections.unmodifiableSortedSet(listing.replicaSets());
    }

    /** What the manifest says that the export is of; absent when it cannot be read. */
    public Optional<ManifestHeader> header() {
        return listing.header();
    }

    /**
     * Holds the manifest to a digest that was kept elsewhere, which proves all that the manifest lists.
     *
     * @param sha256 64 hex digits
     */
    public void requireManifest(String sha256) {
        if (!listing.sha256().equals(sha256)) {
            findings.add(
                    layout.manifest().value(),
                    Finding.Problem.CHANGED,
                    !listing.sha256().isEmpty()
                            ? "its SHA-256 is " + listing.sha256() + ", expected " + sha256
                            : "it cannot be the one with SHA-256 " + sha256);
        }
    }

    /**
     * Compares everything with what lies in the bucket.
     *
     * @throws IOException when the bucket cannot be read at all
     */
    public void readBack() throws IOException, InterruptedException {
        new CompletionCheck(listing, layout, findings).run(store, layout);
        list();
        if (listing.objectCount() == 0) {
            return;
        }
        try (ListedObjects listed = new ListedObjects(store, layout, listing)) {
            new TaskPool(threads).runAll(Collections.nCopies(threads, () -> readAll(listed)));
        }
    }

    /** Nobody knows what is too much when the manifest cannot be read, or is not written yet. */
    private void list() throws IOException {
        String manifest = layout.manifest().value();
        String marker = layout.completionMarker().value();
        store.list(layout.prefix() + "/", object -> {
            boolean isListed = object.key().equals(manifest)
                    || object.key().equals(marker)
                    || listing.keys().stored(object.key(), object.sizeBytes());
            if (!isListed && listing.isWhole()) {
                findings.add(object.key(), Finding.Problem.EXTRA, "the manifest does not list it");
            }
        });
    }

    private void readAll(ListedObjects listed) throws IOException, InterruptedException {
        for (Optional<ListedObjects.ListedObject> next = listed.next(); next.isPresent(); next = listed.next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            FinishedObject object = next.get().object();
            long sizeBytes = next.get().storedSizeBytes();
            if (sizeBytes == ListedKeys.NOT_STORED) {
                findings.add(
                        object.key(),
                        Finding.Problem.MISSING,
                        "the manifest lists it with " + object.bytes() + " bytes");
            } else if (sizeBytes != object.bytes()) {
                findings.add(
                        object.key(),
                        Finding.Problem.CHANGED,
                        "it has " + sizeBytes + " bytes, expected " + object.bytes());
            } else {
                read(object);
            }
            progress.objectDone();
        }
    }

    private void read(FinishedObject object) throws IOException {
        try (InputStream content = store.read(new ObjectKey(object.key()))) {
            ObjectCheck check = new ObjectCheck(object, findings, progress);
            check.read(content);
            objects.increment();
            documents.add(check.documentCount());
            bytes.add(object.bytes());
        } catch (ObjectStoreException e) {
            if (!e.isMissing()) {
                throw e;
            }
            findings.add(object.key(), Finding.Problem.MISSING, "it vanished while the export was read");
        } catch (IllegalArgumentException e) {
            findings.add(object.key(), Finding.Problem.INCONSISTENT, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes the export anew from its source, writes nothing, and compares.
     *
     * @param sources of the snapshot, by the name of their replica set; stay open
     * @throws ManifestException when the manifest does not tell how the export was made
     * @throws io.snapferry.source.SourceException when a source holds bad data
     */
    public void prove(SortedMap<String, SnapshotSource> sources) throws IOException, InterruptedException {
        ManifestHeader header = listing.header().orElseThrow(() -> new ManifestException("there is no manifest"));
        new SourceProof(store, layout, header, sources, threads, progress.proof(), findings).run(listing);
        isProven = true;
    }

    /** What came of it so far. */
    public VerifyReport report() {
        return new VerifyReport(
                layout.prefix().value(),
                objects.sum(),
                documents.sum(),
                bytes.sum(),
                listing.header().map(ManifestHeader::isSealed).orElse(false),
                isProven,
                findings.kept(),
                findings.count());
    }
}
