package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.schema.Wire;
import java.util.Optional;

/**
 * An export bucket on the wire, since 2024-05-30.
 *
 * @param region only where one bucket is shown, as recorded, and only when the store's settings tell it
 */
record CloudBucketAnswer(
        @JsonProperty("_id") Id<ExportBucket> id,
        String bucketName,
        @Wire(choices = "AWS") String cloudProvider,
        Id<StoreAccess> iamRoleId,
        Optional<String> region,
        boolean requirePrivateNetworking) {

    static CloudBucketAnswer of(ExportBucket bucket) {
        return of(bucket, Optional.empty());
    }

    /** @param access of the bucket */
    static CloudBucketAnswer withRegion(ExportBucket bucket, Optional<StoreAccess> access) {
        return of(
                bucket,
                access.flatMap(
                        found -> found.settings() instanceof StoreSettings.S3 s3 ? s3.region() : Optional.empty()));
    }

    private static CloudBucketAnswer of(ExportBucket bucket, Optional<String> region) {
        return new CloudBucketAnswer(
                bucket.id(), bucket.bucketName(), BucketAnswer.CLOUD_PROVIDER, bucket.storeAccess(), region, false);
    }
}
