package io.snapferry.server.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How the buckets behind a {@link StoreAccess} are reached. */
public sealed interface StoreSettings {

    /**
     * Buckets are folders below a root on this machine's disk.
     *
     * @param root absolute
     */
    record Folder(Path root) implements StoreSettings {}

    /**
     * Buckets of S3 or a store that speaks its protocol.
     *
     * @param endpoint absent for AWS itself
     * @param region absent when it is to be learned from the bucket
     * @param pathStyle whether the bucket's name goes into the path instead of the host name
     * @param credentials how requests are signed
     * @param encryption what the store is asked to encrypt with
     * @param checksumsOnlyWhenRequired for old stores that refuse the newer checksum headers
     */
    record S3(
            Optional<URI> endpoint,
            Optional<String> region,
            boolean pathStyle,
            Credentials credentials,
            Encryption encryption,
            boolean checksumsOnlyWhenRequired)
            implements StoreSettings {}

    /** How requests to S3 are signed. */
    sealed interface Credentials {
        /** The SDK's usual chain: environment, profile, container, instance. */
        record Default() implements Credentials {}

        /** A fixed key pair; {@link #toString} hides the secret. */
        record Static(String accessKeyId, String secretAccessKey) implements Credentials {
            @Override
            public String toString() {
                return "Static[" + accessKeyId + "]";
            }
        }

        /**
         * A role taken through STS with the credentials of {@code base}.
         *
         * @param roleArn of the role
         * @param externalId that the role's trust policy asks for
         * @param stsEndpoint absent for AWS itself
         * @param base what the call to STS is signed with; never itself an AssumeRole
         */
        record AssumeRole(String roleArn, Optional<String> externalId, Optional<URI> stsEndpoint, Credentials base)
                implements Credentials {}
    }

    /** What the store is asked to encrypt objects with. */
    sealed interface Encryption {
        /** Whatever the bucket does by default. */
        record BucketDefault() implements Encryption {}

        /** Keys of S3 itself ({@code AES256}). */
        record SseS3() implements Encryption {}

        /**
         * Keys of KMS.
         *
         * @param keyId absent for the account's default key
         */
        record SseKms(Optional<String> keyId) implements Encryption {}
    }
}
