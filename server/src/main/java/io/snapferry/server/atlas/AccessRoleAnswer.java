package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cloud provider access role on the wire. Here, and almost nowhere else, Atlas writes null for what is not there yet. */
record AccessRoleAnswer(
        @JsonProperty("atlasAWSAccountArn") String atlasAwsAccountArn,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> atlasAssumedRoleExternalId,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Instant> authorizedDate,
        Instant createdDate,
        List<FeatureUsage> featureUsages,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> iamAssumedRoleArn,
        @Wire(choices = PROVIDER) String providerName,
        Id<StoreAccess> roleId) {
    /** The only provider whose roles can be taken. */
    static final String PROVIDER = "AWS";

    /** What uses the role. */
    record FeatureUsage(FeatureId featureId, String featureType) {
        static FeatureUsage of(ExportBucket bucket) {
            return new FeatureUsage(new FeatureId(bucket.id(), bucket.project()), "EXPORT_SNAPSHOT");
        }
    }

    record FeatureId(Id<ExportBucket> exportBucketId, Id<Project> groupId) {}
}
