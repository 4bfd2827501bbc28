package io.snapferry.cli;

import io.snapferry.store.ObjectStore;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.location.S3Options;
import io.snapferry.store.location.StoreUrl;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a bucket is reached, besides its URL. Credentials come from the usual places of the AWS SDK. */
final class StoreOptions {
    @Option(names = "--endpoint", paramLabel = "URL", description = "Of an S3-compatible store. Default: AWS.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--region", description = "Default: learned from the bucket, or us-east-1 with --endpoint.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--path-style",
            negatable = true,
            description = "Whether the bucket's name goes into the path. Default: yes with --endpoint, else no.")
    private Optional<Boolean> pathStyle = Optional.empty();

    StoreOptions() {}

    /** Opens a place to write to, and tells what it costs beyond what it is asked to do. */
    ObjectStore open(String url, StoreActivity activity) {
        try {
            StoreUrl parsed = StoreUrl.parse(url);
            if (parsed instanceof StoreUrl.S3 s3 && !s3.keyPrefix().isEmpty()) {
                throw new IllegalArgumentException(
                        "exports go to a whole bucket, not to a part of it: give s3://" + s3.bucket());
            }
            return parsed.open(new S3Options(endpoint, region, pathStyle, activity));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage());
        }
    }

    S3Options s3() {
        return new S3Options(endpoint, region, pathStyle, StoreActivity.NONE);
    }
}
