package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.StoreSettings.Encryption;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link StoreSettings} as they are stored: an object with the fields of one variant.
 *
 * @param folder root of a {@link StoreSettings.Folder}
 * @param s3 of a {@link StoreSettings.S3}
 */
record StoredStore(@Nullable String folder, @Nullable StoredS3 s3) {

    static StoredStore of(StoreSettings settings) {
        if (settings instanceof StoreSettings.Folder in) {
            return new StoredStore(in.root().toString(), null);
        }
        return new StoredStore(null, StoredS3.of((StoreSettings.S3) settings));
    }

    StoreSettings toDomain() {
        if (folder != null) {
            return new StoreSettings.Folder(Path.of(folder));
        }
        if (s3 != null) {
            return s3.toDomain();
        }
        throw new IllegalStateException("column store_access.settings_json of the catalog holds a store of no type");
    }

    /** Never printed: it holds the secret. */
    @Override
    public String toString() {
        return "StoredStore";
    }

    /**
     * @param credentials absent for the SDK's usual chain
     * @param role absent when the credentials sign themselves
     * @param sse absent for the bucket's default, else {@code AES256} or {@code aws:kms}
     */
    private record StoredS3(
            @Nullable String endpoint,
            @Nullable String region,
            boolean pathStyle,
            @Nullable StoredKeyPair credentials,
            @Nullable StoredRole role,
            @Nullable String sse,
            @Nullable String kmsKeyId,
            boolean checksumsOnlyWhenRequired) {
        private static final String SSE_S3 = "AES256";
        private static final String SSE_KMS = "aws:kms";

        static StoredS3 of(StoreSettings.S3 s3) {
            return new StoredS3(
                    s3.endpoint().map(URI::toString).orElse(null),
                    s3.region().orElse(null),
                    s3.pathStyle(),
                    StoredKeyPair.of(s3.credentials()),
                    StoredRole.of(s3.credentials()),
                    sseOf(s3.encryption()),
                    s3.encryption() instanceof Encryption.SseKms kms
                            ? kms.keyId().orElse(null)
                            : null,
                    s3.checksumsOnlyWhenRequired());
        }

        private static @Nullable String sseOf(Encryption encryption) {
            if (encryption instanceof Encryption.BucketDefault) {
                return null;
            }
            return encryption instanceof Encryption.SseKms ? SSE_KMS : SSE_S3;
        }

        StoreSettings.S3 toDomain() {
            return new StoreSettings.S3(
                    Optional.ofNullable(endpoint).map(URI::create),
                    Optional.ofNullable(region),
                    pathStyle,
                    signing(),
                    encryption(),
                    checksumsOnlyWhenRequired);
        }

        private Credentials signing() {
            Credentials base = credentials == null ? new Credentials.Default() : credentials.toDomain();
            return role == null ? base : role.toDomain(base);
        }

        private Encryption encryption() {
            if (sse == null) {
                return new Encryption.BucketDefault();
            }
            return switch (sse) {
                case SSE_S3 -> new Encryption.SseS3();
                case SSE_KMS -> new Encryption.SseKms(Optional.ofNullable(kmsKeyId));
                default -> throw new IllegalStateException("unknown encryption in the catalog: " + sse);
            };
        }
    }

    private record StoredKeyPair(String accessKeyId, String secretAccessKey) {
        static @Nullable StoredKeyPair of(Credentials credentials) {
            if (credentials instanceof Credentials.AssumeRole role) {
                return of(role.base());
            }
            return credentials instanceof Credentials.Static pair
                    ? new StoredKeyPair(pair.accessKeyId(), pair.secretAccessKey())
                    : null;
        }

        Credentials toDomain() {
            return new Credentials.Static(accessKeyId, secretAccessKey);
        }
    }

    private record StoredRole(
            String arn,
            @Nullable String externalId,
            @Nullable String stsEndpoint) {
        static @Nullable StoredRole of(Credentials credentials) {
            return credentials instanceof Credentials.AssumeRole role
                    ? new StoredRole(
                            role.roleArn(),
                            role.externalId().orElse(null),
                            role.stsEndpoint().map(URI::toString).orElse(null))
                    : null;
        }

        Credentials toDomain(Credentials base) {
            return new Credentials.AssumeRole(
                    arn,
                    Optional.ofNullable(externalId),
                    Optional.ofNullable(stsEndpoint).map(URI::create),
                    base);
        }
    }
}
