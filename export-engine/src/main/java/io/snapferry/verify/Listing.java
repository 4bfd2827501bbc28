package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestEnd;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.manifest.ManifestReader;
import io.snapferry.source.Namespace;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the manifest says that there must be. It is read a first time here, and its lines are looked at on their own; its
 * objects are read against it a second time.
 */
final class Listing {
    private final ExportLayout layout;
    private final Findings findings;
    private final ListedKeys keys = new ListedKeys();
    private final SortedSet<String> replicaSets = new TreeSet<>();
    private Optional<ManifestHeader> header = Optional.empty();
    private Optional<ManifestEnd> end = Optional.empty();
    private String sha256 = "";
    private long objectCount;
    private long sizeBytes;
    private boolean isWhole;

    private Listing(ExportLayout layout, Findings findings) {
        this.layout = layout;
        this.findings = findings;
    }

    /** @throws IOException when the bucket cannot be read */
    static Listing read(ReadableObjectStore store, ExportLayout layout, Findings findings) throws IOException {
        Listing listing = new Listing(layout, findings);
        String key = layout.manifest().value();
        try (ManifestReader reader = new ManifestReader(store.read(layout.manifest()))) {
            try {
                listing.read(reader, key);
            } finally {
                listing.isWhole = reader.isAtEnd();
            }
        } catch (ManifestException e) {
            findings.add(key, Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (ObjectStoreException e) {
            if (!e.isMissing()) {
                throw e;
            }
            findings.add(key, Finding.Problem.MISSING, "nothing says what the export must hold");
        }
        return listing;
    }

    private void read(ManifestReader reader, String key) throws IOException {
        header = Optional.of(reader.header());
        String statedPrefix = reader.header().prefix();
        if (!statedPrefix.equals(layout.prefix().value())) {
            findings.add(key, Finding.Problem.INCONSISTENT, "it is the manifest of " + statedPrefix);
        }
        for (Optional<FinishedObject> object = reader.next(); object.isPresent(); object = reader.next()) {
            take(object.get());
        }
        end = reader.end();
        sha256 = reader.sha256();
    }

    private void take(FinishedObject object) throws ManifestException {
        replicaSets.add(object.replicaSet());
        if (!object.key().startsWith(layout.prefix() + "/")) {
            findings.add(object.key(), Finding.Problem.INCONSISTENT, "the manifest lists it outside of the export");
        } else if (!object.key().equals(ownKey(object))) {
            findings.add(
                    object.key(),
                    Finding.Problem.INCONSISTENT,
                    "the manifest says that it is of " + object.namespace() + " and " + object.replicaSet()
                            + object.chunk().map(number -> ", chunk " + number).orElse(""));
        } else if (object.chunk().isPresent() != object.documents().isPresent()
                || object.chunk().isPresent() != object.bsonBytes().isPresent()) {
            findings.add(object.key(), Finding.Problem.INCONSISTENT, "the manifest does not tell all of it");
        }
        if (!keys.add(object.key())) {
            findings.add(object.key(), Finding.Problem.INCONSISTENT, "the manifest lists it twice");
        }
        objectCount++;
        sizeBytes += object.bytes();
    }

    /** The key that the line's other fields give; empty when they give none. */
    private String ownKey(FinishedObject object) {
        try {
            Namespace namespace = Namespace.parse(object.namespace());
            return object.chunk()
                    .map(number -> layout.chunk(namespace, object.replicaSet(), number))
                    .orElseGet(() -> layout.metadata(namespace))
                    .value();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Its first line, when that could be read. */
    Optional<ManifestHeader> header() {
        return header;
    }

    /** Its last line, when there is one and all lines before it are as it says. */
    Optional<ManifestEnd> end() {
        return end;
    }

    /** Of the whole manifest; empty when something is wrong with it. */
    String sha256() {
        return sha256;
    }

    /** Whether the lines of all objects could be read: otherwise nobody knows what else is listed. */
    boolean isWhole() {
        return isWhole;
    }

    ListedKeys keys() {
        return keys;
    }

    SortedSet<String> replicaSets() {
        return replicaSets;
    }

    /** How many objects can be read from it, from the first on. */
    long objectCount() {
        return objectCount;
    }

    /** Of these objects, as stored. */
    long sizeBytes() {
        return sizeBytes;
    }
}
