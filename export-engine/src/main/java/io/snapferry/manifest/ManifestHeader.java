package io.snapferry.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.compression.CodecId;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.NamespaceGlob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * First line of the manifest: what the export is of, and what its bytes depend on.
 *
 * @param manifest version of this format
 * @param snapferry version of the program
 * @param prefix of all keys
 * @param snapshot what was exported
 * @param settings that the bytes depend on
 * @param codec that compressed the data objects
 */
@JsonPropertyOrder({"manifest", "snapferry", "prefix", "snapshot", "settings", "codec"})
public record ManifestHeader(
        @JsonProperty(required = true) int manifest,
        @JsonProperty(required = true) String snapferry,
        @JsonProperty(required = true) String prefix,
        @JsonProperty(required = true) Snapshot snapshot,
        @JsonProperty(required = true) Settings settings,
        @JsonProperty(required = true) CodecId codec) {
    /** The version that this program writes, and the only one that it reads. */
    public static final int VERSION = 1;

    /** For a new export. */
    public static ManifestHeader of(
            String programVersion, String prefix, SnapshotIdentity identity, ExportSettings settings, CodecId codec) {
        return new ManifestHeader(
                VERSION,
                programVersion,
                prefix,
                new Snapshot(
                        identity.orgId(),
                        identity.groupId(),
                        identity.clusterUniqueId(),
                        identity.clusterName(),
                        identity.createdAt().truncatedTo(ChronoUnit.MILLIS)),
                new Settings(
                        settings.jsonMode().name().toLowerCase(Locale.ROOT),
                        settings.chunkSizeBytes(),
                        texts(settings.filter().include()),
                        texts(settings.filter().exclude())),
                codec);
    }

    private static List<String> texts(List<NamespaceGlob> globs) {
        return globs.stream().map(NamespaceGlob::text).toList();
    }

    /** What was exported. */
    @JsonPropertyOrder({"orgId", "groupId", "clusterUniqueId", "clusterName", "createdAt"})
    public record Snapshot(
            String orgId, String groupId, String clusterUniqueId, String clusterName, Instant createdAt) {}

    /** What a user decided. */
    @JsonPropertyOrder({"json", "chunkSizeBytes", "include", "exclude"})
    public record Settings(String json, long chunkSizeBytes, List<String> include, List<String> exclude) {
        /** Copies the lists. */
        public Settings {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }
}
