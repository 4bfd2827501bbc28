package io.snapferry.server.catalog.sql;

import io.snapferry.compression.GzipLevel;
import io.snapferry.json.JsonMode;
import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.catalog.ExportFigures;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code export_job}, and what stands in its columns of JSON. */
final class ExportJobRow {
    private ExportJobRow() {}

    static String write(List<CustomData> customData) {
        return StoredJson.writeList(customData, StoredCustomData::of);
    }

    static String writeComponents(List<ExportJob.Component> components) {
        return StoredJson.writeList(components, StoredComponent::of);
    }

    static String write(ExportOptions options) {
        return StoredJson.write(new StoredOptions(
                options.include(),
                options.exclude(),
                options.jsonMode().name(),
                options.gzipLevel().map(GzipLevel::name).orElse(null)));
    }

    static String writeIdentities(SortedMap<String, String> identities) {
        return StoredJson.write(new StoredIdentities(new TreeMap<>(identities)));
    }

    static SortedMap<String, String> readIdentities(String json) {
        return StoredJson.read("export_job.source_identities_json", json, StoredIdentities.class)
                .byReplicaSet();
    }

    static String write(ExportFigures figures) {
        return StoredJson.write(StoredFigures.of(figures));
    }

    static ExportJob read(ResultSet row, StatementContext context) throws SQLException {
        JobState state = JobState.valueOf(row.getString("state"));
        return new ExportJob(
                Columns.id(row, "id"),
                Columns.id(row, "project_id"),
                Columns.id(row, "cluster_id"),
                Columns.id(row, "snapshot_id"),
                Columns.id(row, "bucket_id"),
                StoredJson.readList(
                        "export_job.custom_data_json",
                        row.getString("custom_data_json"),
                        StoredCustomData[].class,
                        StoredCustomData::toDomain),
                row.getString("prefix_base") + "/" + row.getLong("prefix_second"),
                state,
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "finished_at"),
                new ExportJob.Progress(
                        row.getInt("exported_collections"),
                        row.getInt("total_collections"),
                        StoredJson.read("export_job.progress_json", row.getString("progress_json"), StoredFigures.class)
                                .toDomain()),
                StoredJson.readList(
                        "export_job.components_json",
                        row.getString("components_json"),
                        StoredComponent[].class,
                        StoredComponent::toDomain),
                row.getInt("replica_set_count"),
                failureOf(row),
                StoredJson.read("export_job.options_json", row.getString("options_json"), StoredOptions.class)
                        .toDomain(),
                state == JobState.IN_PROGRESS && row.getString("ending").equals("CANCELLING"));
    }

    private static Optional<ExportJob.Failure> failureOf(ResultSet row) throws SQLException {
        String message = row.getString("error_message");
        return Optional.ofNullable(row.getString("error_code")).map(code -> new ExportJob.Failure(code, message));
    }

    private record StoredCustomData(String key, String value) {
        static StoredCustomData of(CustomData data) {
            return new StoredCustomData(data.key(), data.value());
        }

        CustomData toDomain() {
            return new CustomData(key, value);
        }
    }

    private record StoredIdentities(TreeMap<String, String> byReplicaSet) {}

    private record StoredComponent(String exportId, String replicaSetName) {
        static StoredComponent of(ExportJob.Component component) {
            return new StoredComponent(component.exportId().hex(), component.replicaSetName());
        }

        ExportJob.Component toDomain() {
            return new ExportJob.Component(new Id<>(exportId), replicaSetName);
        }
    }

    private record StoredOptions(
            List<String> include,
            List<String> exclude,
            String jsonMode,
            @Nullable String gzipLevel) {
        ExportOptions toDomain() {
            return new ExportOptions(
                    include,
                    exclude,
                    JsonMode.valueOf(jsonMode),
                    Optional.ofNullable(gzipLevel).map(GzipLevel::valueOf));
        }
    }

    /** Before the first renewal nothing is stored, and the row of an old program never has anything here. */
    private record StoredFigures(
            @Nullable List<StoredReplicaSet> replicaSets, long uploadedBytes, long bytesPerSecond) {
        static StoredFigures of(ExportFigures figures) {
            return new StoredFigures(
                    figures.replicaSets().stream().map(StoredReplicaSet::of).toList(),
                    figures.uploadedBytes(),
                    figures.bytesPerSecond());
        }

        ExportFigures toDomain() {
            return replicaSets == null
                    ? ExportFigures.NONE
                    : new ExportFigures(
                            replicaSets.stream().map(StoredReplicaSet::toDomain).toList(),
                            uploadedBytes,
                            bytesPerSecond);
        }
    }

    private record StoredReplicaSet(
            String name, long documents, long bsonBytes, long totalDocuments, long totalBsonBytes) {
        static StoredReplicaSet of(ExportFigures.ReplicaSet part) {
            return new StoredReplicaSet(
                    part.name(), part.documents(), part.bsonBytes(), part.totalDocuments(), part.totalBsonBytes());
        }

        ExportFigures.ReplicaSet toDomain() {
            return new ExportFigures.ReplicaSet(name, documents, bsonBytes, totalDocuments, totalBsonBytes);
        }
    }
}
