package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestHeader;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Compares {@code .complete} with the manifest: byte for byte when that is sealed, else what both of them say. */
final class CompletionCheck {
    /** Far more than any label that a request can have. */
    private static final int MAX_BYTES = 16 << 20;

    private final Listing listing;
    private final String key;
    private final Findings findings;

    CompletionCheck(Listing listing, ExportLayout layout, Findings findings) {
        this.listing = listing;
        this.key = layout.completionMarker().value();
        this.findings = findings;
    }

    /** @throws IOException when the bucket cannot be read */
    void run(ReadableObjectStore store, ExportLayout layout) throws IOException {
        byte[] content;
        try (InputStream in = store.read(layout.completionMarker())) {
            content = in.readNBytes(MAX_BYTES);
        } catch (ObjectStoreException e) {
            if (!e.isMissing()) {
                throw e;
            }
            findings.add(key, Finding.Problem.MISSING, "the export did not finish");
            return;
        }
        try {
            compare(CompletionMarker.read(content));
        } catch (ManifestException e) {
            findings.add(key, Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
        }
        listing.end().ifPresent(end -> {
            String sha256 = Sha256.hexOf(content);
            if (!sha256.equals(end.complete())) {
                findings.add(key, Finding.Problem.CHANGED, "its SHA-256 is " + sha256 + ", expected " + end.complete());
            }
        });
    }

    private void compare(CompletionMarker marker) {
        if (listing.isWhole() && marker.totalFiles() != listing.objectCount()) {
            findings.add(
                    key,
                    Finding.Problem.INCONSISTENT,
                    "it counts " + marker.totalFiles() + " files, the manifest lists " + listing.objectCount());
        }
        listing.header().map(ManifestHeader::snapshot).ifPresent(snapshot -> {
            compare("orgId", marker.orgId(), snapshot.orgId());
            compare("groupId", marker.groupId(), snapshot.groupId());
            compare("clusterUniqueId", marker.clusterUniqueId(), snapshot.clusterUniqueId());
            compare("clusterName", marker.clusterName(), snapshot.clusterName());
            if (!isSameTime(marker.snapshotInitiationDate(), snapshot.createdAt())) {
                compare(
                        "snapshotInitiationDate",
                        marker.snapshotInitiationDate(),
                        snapshot.createdAt().toString());
            }
        });
    }

    private static boolean isSameTime(String text, Instant time) {
        try {
            return Instant.parse(text).equals(time);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void compare(String name, String found, String listed) {
        if (!found.equals(listed)) {
            findings.add(
                    key, Finding.Problem.INCONSISTENT, "its " + name + " is " + found + ", the manifest has " + listed);
        }
    }
}
