package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.schema.Wire;

/** An export bucket on the wire; its id is the only one of the API with an underscore. */
record BucketAnswer(
        @JsonProperty("_id") Id<ExportBucket> id,
        String bucketName,
        @Wire(choices = "AWS") String cloudProvider,
        Id<StoreAccess> iamRoleId) {
    /** The only provider of v1.0; it stands for everything that a store access can reach. */
    static final String CLOUD_PROVIDER = "AWS";

    static BucketAnswer of(ExportBucket bucket) {
        return new BucketAnswer(bucket.id(), bucket.bucketName(), CLOUD_PROVIDER, bucket.storeAccess());
    }
}
