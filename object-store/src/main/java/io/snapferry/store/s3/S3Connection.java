package io.snapferry.store.s3;

import io.snapferry.store.ObjectStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Sends requests to one bucket, in the region where it is. Thread-safe.
 *
 * <p>Which region that is, in this order: the setting; {@value S3Settings#REGION_OF_ENDPOINTS} at an endpoint of the user; the
 * SDK's usual places (environment, profile, instance); GetBucketLocation, unless that is refused. When the store then answers
 * that the bucket is in another region and names it, the request is sent there, and all later ones too. This happens once: a
 * store that keeps naming others is reported.
 *
 * <p>Credentials that the store says have expired are asked for anew, and the request is sent once more.
 */
final class S3Connection implements AutoCloseable {
    /** Where GetBucketLocation can be asked about a bucket of any region. */
    private static final Region FIRST_REGION = Region.US_EAST_1;

    private static final Logger LOG = LoggerFactory.getLogger(S3Connection.class);

    private final S3Settings settings;
    private final SdkDefaults defaults;

    /** All that were made, the one in use last; others may still be in use by other threads. Guarded by this. */
    private final List<RegionalClient> clients = new ArrayList<>();

    /** Whether a refusal has sent us to another region. Guarded by this. */
    private boolean hasMoved;

    /** Connects when first used. */
    S3Connection(S3Settings settings, SdkDefaults defaults) {
        this.settings = settings;
        this.defaults = defaults;
    }

    /**
     * Sends a request.
     *
     * @param operation in S3's words
     * @param place for the message: bucket and key
     */
    <T> T call(String operation, String place, Function<S3Client, T> request) throws ObjectStoreException {
        RegionalClient client = client();
        int renewals = client.credentials().renewalCount();
        try {
            return request.apply(client.s3());
        } catch (SdkException e) {
            Optional<RegionalClient> mended = S3Failure.isOfExpiredCredentials(e)
                    ? renewed(client, renewals)
                    : S3Failure.namedRegion(e).flatMap(region -> move(client, region));
            if (mended.isEmpty()) {
                throw failure(operation, place, e);
            }
            try {
                return request.apply(mended.get().s3());
            } catch (SdkException again) {
                again.addSuppressed(e);
                throw failure(operation, place, again);
            }
        }
    }

    @Override
    public synchronized void close() {
        clients.forEach(RegionalClient::close);
        clients.clear();
    }

    private synchronized RegionalClient client() throws ObjectStoreException {
        if (clients.isEmpty()) {
            Optional<Region> known = settings.region()
                    .or(() -> settings.endpoint().map(endpoint -> S3Settings.REGION_OF_ENDPOINTS))
                    .map(Region::of)
                    .or(S3Connection::usualRegion);
            clients.add(connect(known.orElse(FIRST_REGION)));
            if (known.isEmpty()) {
                askForRegion();
            }
        }
        return current();
    }

    private Optional<RegionalClient> renewed(RegionalClient refused, int refusedRenewalCount) {
        if (!refused.credentials().renew(refusedRenewalCount)) {
            return Optional.empty();
        }
        LOG.atInfo().addKeyValue("bucket", settings.bucket()).log("credentials have expired, asking for others");
        return Optional.of(refused);
    }

    private RegionalClient current() {
        return clients.get(clients.size() - 1);
    }

    /** Where to send again what {@code refused} sent; empty when that would not help. */
    private synchronized Optional<RegionalClient> move(RegionalClient refused, String region) {
        if (clients.isEmpty()) {
            return Optional.empty(); // closed meanwhile
        }
        if (!current().region().equals(refused.region())) {
            return Optional.of(current()); // another thread has moved already
        }
        if (hasMoved || refused.region().id().equals(region)) {
            return Optional.empty();
        }
        hasMoved = true;
        LOG.atInfo()
                .addKeyValue("bucket", settings.bucket())
                .addKeyValue("region", region)
                .addKeyValue("asked", refused.region().id())
                .log("bucket is in another region, going there");
        clients.add(connect(Region.of(region)));
        return Optional.of(current());
    }

    private void askForRegion() throws ObjectStoreException {
        RegionalClient first = current();
        try {
            String constraint = first.s3()
                    .getBucketLocation(request -> request.bucket(settings.bucket()))
                    .locationConstraintAsString();
            Region region = Region.of(regionOf(constraint));
            if (!region.equals(first.region())) {
                clients.add(connect(region));
            }
        } catch (AwsServiceException e) {
            // Refused, or answered from another region, which its answer to the first upload will name.
            S3Failure.namedRegion(e).ifPresent(region -> clients.add(connect(Region.of(region))));
        } catch (SdkException e) {
            clients.clear();
            first.close();
            throw failure("GetBucketLocation", "s3://" + settings.bucket(), e);
        }
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
    private static String regionOf(@Nullable String locationConstraint) {
        if (locationConstraint == null || locationConstraint.isEmpty()) {
            return FIRST_REGION.id();
        }
        return locationConstraint.equals("EU") ? "eu-west-1" : locationConstraint;
    }

    private static Optional<Region> usualRegion() {
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    private RegionalClient connect(Region region) {
        SigningCredentials credentials = new SigningCredentials(settings.credentials(), region, defaults);
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(defaults.httpClient(settings.endpoint().isPresent()))
                .overrideConfiguration(defaults.overrides())
                .forcePathStyle(settings.pathStyle())
                // Bodies are sent plain: old stores keep the chunks' framing inside the object.
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                // Uploads carry a checksum of ours in either case.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        settings.checksumsOnlyWhenRequired()
                                ? ResponseChecksumValidation.WHEN_REQUIRED
                                : ResponseChecksumValidation.WHEN_SUPPORTED);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new RegionalClient(region, builder.build(), credentials);
    }

    private static ObjectStoreException failure(String operation, String place, SdkException failure) {
        ObjectStoreException translated = S3Failure.of(operation, place, failure);
        if (translated.storeCode().equals("Interrupted")) {
            Thread.currentThread().interrupt();
        }
        return translated;
    }

    private record RegionalClient(Region region, S3Client s3, SigningCredentials credentials) implements AutoCloseable {
        @Override
        public void close() {
            s3.close();
            credentials.close();
        }
    }
}
