package io.snapferry.run;

import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.plan.ExportSettings;
import java.util.List;

/**
 * What is to be exported, and what it is called.
 *
 * @param identity of the snapshot
 * @param prefix of all keys
 * @param settings that the bytes depend on
 * @param codec that compresses the documents; the bytes depend on it too
 * @param customData for {@code .complete}
 * @param programVersion for the manifest
 */
public record ExportRequest(
        SnapshotIdentity identity,
        ExportPrefix prefix,
        ExportSettings settings,
        GzipCodecFactory codec,
        List<CompletionMarker.Label> customData,
        String programVersion) {
    /** Copies the list. */
    public ExportRequest {
        customData = List.copyOf(customData);
    }
}
