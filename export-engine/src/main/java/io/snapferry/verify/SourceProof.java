package io.snapferry.verify;

import io.snapferry.compression.CodecUnavailableException;
import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.plan.ExportSettings;
import io.snapferry.run.BlockWorkers;
import io.snapferry.run.ExportProgress;
import io.snapferry.run.ExportRequest;
import io.snapferry.run.ExportRun;
import io.snapferry.source.SnapshotSource;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.discard.DiscardingObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves an export against its source: the whole export is made again, into no bucket, with the settings and the codec that
 * the manifest keeps, and held against the manifest object by object. Equal digests prove equal documents. Where they differ
 * the object is read, and its text compared with the source's ({@link TextComparison}): that names the document, and it finds
 * nothing where only the compressor gives other bytes than it once did.
 *
 * <p>Needs the memory of an export, and of its plan. Runs once.
 */
final class SourceProof {
    private final ReadableObjectStore store;
    private final ExportLayout layout;
    private final ManifestHeader header;
    private final SortedMap<String, SnapshotSource> sources;
    private final int threads;
    private final ExportProgress progress;
    private final Findings findings;

    SourceProof(
            ReadableObjectStore store,
            ExportLayout layout,
            ManifestHeader header,
            SortedMap<String, SnapshotSource> sources,
            int threads,
            ExportProgress progress,
            Findings findings) {
        this.store = store;
        this.layout = layout;
        this.header = header;
        this.sources = sources;
        this.threads = threads;
        this.progress = progress;
        this.findings = findings;
    }

    void run(Listing listing) throws IOException, InterruptedException {
        ExportSettings settings = header.settings().read();
        compareIdentities();
        Map<String, FinishedObject> made = madeAgain(settings);
        Map<String, FinishedObject> suspects = new HashMap<>();
        if (listing.objectCount() > 0) {
            try (ListedObjects listed = new ListedObjects(store, layout, listing)) {
                for (Optional<ListedObjects.ListedObject> next = listed.next();
                        next.isPresent();
                        next = listed.next()) {
                    FinishedObject object = next.get().object();
                    compare(object, made.remove(object.key()), suspects);
                }
            }
        }
        if (listing.isWhole()) {
            made.keySet()
                    .forEach(key ->
                            add(key, Finding.Problem.MISSING, "the source gives it, the manifest does not list it"));
        }
        new TextComparison(store, layout, settings, sources, threads, findings).run(suspects);
    }

    /** A data directory says what it is; that the same documents came of another one would be chance. */
    private void compareIdentities() {
        Map<String, ManifestHeader.Source> stated = new HashMap<>();
        header.sources().ifPresent(stated::putAll);
        sources.forEach((name, source) -> {
            Optional<String> found = source.description().readPoint().map(point -> point.identity());
            Optional<String> wanted = Optional.ofNullable(stated.get(name)).map(ManifestHeader.Source::identity);
            if (!found.equals(wanted)) {
                add(
                        layout.manifest().value(),
                        Finding.Problem.INCONSISTENT,
                        "the source of " + name + " has the identity " + found.orElse("of a dump")
                                + ", the manifest has " + wanted.orElse("that of a dump"));
            }
        });
    }

    private Map<String, FinishedObject> madeAgain(ExportSettings settings) throws IOException, InterruptedException {
        RecordingLedger ledger = new RecordingLedger();
        ExportRequest request =
                new ExportRequest(identity(), layout.prefix(), settings, codec(), List.of(), header.snapferry());
        try (BlockWorkers workers = new BlockWorkers(threads);
                DiscardingObjectStore nowhere = new DiscardingObjectStore()) {
            var unused = new ExportRun(request, sources, nowhere, ledger, progress, workers).run();
        }
        return ledger.objects();
    }

    private SnapshotIdentity identity() {
        ManifestHeader.Snapshot snapshot = header.snapshot();
        return new SnapshotIdentity(
                snapshot.orgId(),
                "",
                snapshot.groupId(),
                "",
                snapshot.clusterUniqueId(),
                snapshot.clusterName(),
                snapshot.createdAt());
    }

    /** The export's own, so that digests can be equal; any other where that cannot be had, and then texts are compared. */
    private GzipCodecFactory codec() {
        GzipCodecs codecs = new GzipCodecs(NativeCompression.AUTO);
        try {
            return codecs.exactly(header.codec());
        } catch (CodecUnavailableException e) {
            return codecs.forLevel(GzipLevel.FAST);
        }
    }

    private void compare(FinishedObject listed, @Nullable FinishedObject made, Map<String, FinishedObject> suspects) {
        if (made == null) {
            add(listed.key(), Finding.Problem.DIFFERENT, "the source does not give such an object");
            return;
        }
        if (made.equals(listed)) {
            return;
        }
        if (made.chunk().isEmpty()) {
            add(
                    listed.key(),
                    Finding.Problem.DIFFERENT,
                    "the source's options and indexes give the SHA-256 " + made.sha256() + ", the manifest has "
                            + listed.sha256());
            return;
        }
        suspects.put(listed.key(), listed);
        if (!made.documents().equals(listed.documents()) || !made.bsonBytes().equals(listed.bsonBytes())) {
            add(
                    listed.key(),
                    Finding.Problem.INCONSISTENT,
                    "the source has " + amount(made) + " for it, the manifest has " + amount(listed));
        }
    }

    private static String amount(FinishedObject object) {
        return object.documents().orElse(0L) + " documents of "
                + object.bsonBytes().orElse(0L) + " bytes of BSON";
    }

    private void add(String key, Finding.Problem problem, String detail) {
        findings.add(key, problem, detail);
    }
}
