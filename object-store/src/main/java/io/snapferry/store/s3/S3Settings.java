package io.snapferry.store.s3;

import io.snapferry.store.HostResolver;
import java.net.URI;
import java.util.Optional;

/**
 * How one bucket is reached. Made by {@link #bucket}, which has the defaults.
 *
 * @param bucket its name
 * @param endpoint {@code http} or {@code https}, without path, user or query; absent for AWS itself
 * @param region absent when it is to be learned: from the SDK's usual places, then from the bucket; with an endpoint
 *     {@value #REGION_OF_ENDPOINTS}
 * @param pathStyle whether the bucket's name goes into the path instead of the host name; by default when there is an endpoint
 * @param credentials how requests are signed
 * @param encryption what the store is asked to encrypt with
 * @param checksumsOnlyWhenRequired for old stores that refuse the newer checksum headers: uploads carry Content-MD5 instead
 * @param partSizeBytes what is sent in one request, {@value #MIN_PART_SIZE_BYTES} to {@value #MAX_PART_SIZE_BYTES}; twice that
 *     is buffered for each object being written; it grows for objects of more than 1,000 parts
 * @param hosts decides which addresses the endpoint, and that of STS, may have
 */
public record S3Settings(
        String bucket,
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        S3Credentials credentials,
        S3Encryption encryption,
        boolean checksumsOnlyWhenRequired,
        int partSizeBytes,
        HostResolver hosts) {

    /** The least that S3 takes for any part but the last. */
    public static final int MIN_PART_SIZE_BYTES = 5 << 20;

    /** Our limit, since a part is kept in memory. */
    public static final int MAX_PART_SIZE_BYTES = 512 << 20;

    /** Three requests less than at the minimum for each 40 MiB, and still small for many threads. */
    public static final int DEFAULT_PART_SIZE_BYTES = 8 << 20;

    /** What other stores call themselves unless told otherwise. */
    public static final String REGION_OF_ENDPOINTS = "us-east-1";

    /** @throws IllegalArgumentException naming the setting */
    public S3Settings {
        if (bucket.isEmpty() || bucket.contains("/")) {
            throw new IllegalArgumentException("not the name of a bucket: \"" + bucket + "\"");
        }
        endpoint.ifPresent(S3Settings::requirePlainEndpoint);
        if (region.isPresent() && !isRegion(region.get())) {
            throw new IllegalArgumentException("not the name of a region: \"" + region.get() + "\"");
        }
        if (partSizeBytes < MIN_PART_SIZE_BYTES || partSizeBytes > MAX_PART_SIZE_BYTES) {
            throw new IllegalArgumentException("part size " + partSizeBytes + " is not between " + MIN_PART_SIZE_BYTES
                    + " and " + MAX_PART_SIZE_BYTES);
        }
    }

    /** Starts from the defaults: AWS, usual credentials, the bucket's own encryption. */
    public static Builder bucket(String name) {
        return new Builder(name);
    }

    /** A region becomes part of host names, so it is never more than this. */
    static boolean isRegion(String name) {
        return name.matches("[a-zA-Z0-9-]{1,64}");
    }

    private static void requirePlainEndpoint(URI endpoint) {
        String scheme = endpoint.getScheme();
        String path = endpoint.getRawPath();
        boolean plain = ("http".equals(scheme) || "https".equals(scheme))
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && (path == null || path.isEmpty() || path.equals("/"));
        if (!plain) {
            // It may hold a password, so it is not repeated.
            throw new IllegalArgumentException("an endpoint has the form http://host:port or https://host:port");
        }
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final String bucket;
        private Optional<URI> endpoint = Optional.empty();
        private Optional<String> region = Optional.empty();
        private Optional<Boolean> pathStyle = Optional.empty();
        private S3Credentials credentials = new S3Credentials.Default();
        private S3Encryption encryption = new S3Encryption.BucketDefault();
        private boolean checksumsOnlyWhenRequired;
        private int partSizeBytes = DEFAULT_PART_SIZE_BYTES;
        private HostResolver hosts = HostResolver.SYSTEM;

        private Builder(String bucket) {
            this.bucket = bucket;
        }

        /** A store other than AWS. */
        public Builder endpoint(URI value) {
            endpoint = Optional.of(value);
            return this;
        }

        /** Instead of learning it. */
        public Builder region(String value) {
            region = Optional.of(value);
            return this;
        }

        /** Instead of deciding by whether there is an endpoint. */
        public Builder pathStyle(boolean value) {
            pathStyle = Optional.of(value);
            return this;
        }

        /** Instead of {@link S3Credentials.Default}. */
        public Builder credentials(S3Credentials value) {
            credentials = value;
            return this;
        }

        /** Instead of {@link S3Encryption.BucketDefault}. */
        public Builder encryption(S3Encryption value) {
            encryption = value;
            return this;
        }

        /** For old stores. */
        public Builder checksumsOnlyWhenRequired(boolean value) {
            checksumsOnlyWhenRequired = value;
            return this;
        }

        /** Instead of {@value #DEFAULT_PART_SIZE_BYTES}. */
        public Builder partSizeBytes(int value) {
            partSizeBytes = value;
            return this;
        }

        /** Instead of whatever the system says. */
        public Builder hosts(HostResolver value) {
            hosts = value;
            return this;
        }

        /** @throws IllegalArgumentException naming the setting that is wrong */
        public S3Settings build() {
            return new S3Settings(
                    bucket,
                    endpoint,
                    region,
                    pathStyle.orElse(endpoint.isPresent()),
                    credentials,
                    encryption,
                    checksumsOnlyWhenRequired,
                    partSizeBytes,
                    hosts);
        }
    }
}
