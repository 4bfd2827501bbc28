package io.snapferry.manifest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.snapferry.compression.CodecId;
import io.snapferry.json.JsonMode;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.NamespaceFilter;
import io.snapferry.plan.NamespaceGlob;
import io.snapferry.source.ReadPoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * First line of the manifest: what the export is of, and what its bytes depend on.
 *
 * @param manifest version of this format
 * @param snapferry version of the program
 * @param prefix of all keys
 * @param snapshot what was exported
 * @param settings that the bytes depend on
 * @param codec that compressed the data objects
 * @param sources as of when those were read that tell it, by the name of their replica set; absent when none does
 */
@JsonPropertyOrder({"manifest", "snapferry", "prefix", "snapshot", "settings", "codec", "sources"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ManifestHeader(
        @JsonProperty(required = true) int manifest,
        @JsonProperty(required = true) String snapferry,
        @JsonProperty(required = true) String prefix,
        @JsonProperty(required = true) Snapshot snapshot,
        @JsonProperty(required = true) Settings settings,
        @JsonProperty(required = true) CodecId codec,
        Optional<SortedMap<String, Source>> sources) {
    /** The version that this program writes. */
    public static final int VERSION = 2;

    /** The oldest that it reads; it has no {@link ManifestEnd}. */
    static final int UNSEALED_VERSION = 1;

    /** Copies the sources. */
    public ManifestHeader {
        sources = sources.map(all -> Collections.unmodifiableSortedMap(new TreeMap<>(all)));
    }

    /**
     * For a new export.
     *
     * @param readPoints of the sources that have one, by the name of their replica set
     */
    public static ManifestHeader of(
            String programVersion,
            String prefix,
            SnapshotIdentity identity,
            ExportSettings settings,
            CodecId codec,
            SortedMap<String, ReadPoint> readPoints) {
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
                codec,
                sources(readPoints));
    }

    /** Whether a {@link ManifestEnd} must stand behind the objects, so that edits of the manifest itself are seen. */
    @JsonIgnore
    public boolean isSealed() {
        return manifest > UNSEALED_VERSION;
    }

    private static Optional<SortedMap<String, Source>> sources(SortedMap<String, ReadPoint> readPoints) {
        SortedMap<String, Source> sources = new TreeMap<>();
        readPoints.forEach((name, point) -> sources.put(name, Source.of(point)));
        return sources.isEmpty() ? Optional.empty() : Optional.of(sources);
    }

    private static List<String> texts(List<NamespaceGlob> globs) {
        return globs.stream().map(NamespaceGlob::text).toList();
    }

    /** What was exported. */
    @JsonPropertyOrder({"orgId", "groupId", "clusterUniqueId", "clusterName", "createdAt"})
    public record Snapshot(
            String orgId, String groupId, String clusterUniqueId, String clusterName, Instant createdAt) {}

    /** As of when a data directory was read. See {@link ReadPoint}. */
    @JsonPropertyOrder({
        "deployment",
        "storageVersion",
        "checkpointTime",
        "stableTimestamp",
        "journal",
        "topOfOplog",
        "appliedUpTo",
        "identity"
    })
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Source(
            @JsonProperty(required = true) String deployment,
            @JsonProperty(required = true) String storageVersion,
            Optional<Instant> checkpointTime,
            Optional<String> stableTimestamp,
            @JsonProperty(required = true) String journal,
            Optional<String> topOfOplog,
            Optional<String> appliedUpTo,
            @JsonProperty(required = true) String identity) {
        /** What is told of a read point. */
        public static Source of(ReadPoint point) {
            return new Source(
                    point.deployment(),
                    point.storageVersion(),
                    point.checkpointTime(),
                    point.stableTimestamp(),
                    point.journal(),
                    point.topOfOplog(),
                    point.appliedUpTo(),
                    point.identity());
        }
    }

    /** What a user decided. */
    @JsonPropertyOrder({"json", "chunkSizeBytes", "include", "exclude"})
    public record Settings(String json, long chunkSizeBytes, List<String> include, List<String> exclude) {
        /** Copies the lists. */
        public Settings {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        /**
         * The way back.
         *
         * @throws ManifestException when no export has such settings
         */
        public ExportSettings read() throws ManifestException {
            try {
                return new ExportSettings(
                        JsonMode.valueOf(json.toUpperCase(Locale.ROOT)),
                        chunkSizeBytes,
                        new NamespaceFilter(globs(include), globs(exclude)));
            } catch (IllegalArgumentException e) {
                throw new ManifestException("the manifest's settings are not those of an export: " + e.getMessage(), e);
            }
        }

        private static List<NamespaceGlob> globs(List<String> texts) {
            return texts.stream().map(NamespaceGlob::new).toList();
        }
    }
}
