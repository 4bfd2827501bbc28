package io.snapferry.store.location;

import io.snapferry.store.StoreActivity;
import java.net.URI;
import java.util.Optional;

/**
 * What a URL of a bucket does not say.
 *
 * @param endpoint absent for AWS itself
 * @param region absent when it is to be learned
 * @param pathStyle absent for the usual: in the path when there is an endpoint
 * @param activity is told what the store costs beyond what it is asked to do
 */
public record S3Options(
        Optional<URI> endpoint, Optional<String> region, Optional<Boolean> pathStyle, StoreActivity activity) {
    /** AWS, with everything learned. */
    public static final S3Options NONE =
            new S3Options(Optional.empty(), Optional.empty(), Optional.empty(), StoreActivity.NONE);
}
