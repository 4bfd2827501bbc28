package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.StoreSettings.Encryption;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@link StoreSettings} as they are stored: an object with the fields of one variant.
 *
 * @param folder root of a {@link StoreSettings.Folder}
 * @param s3 of a {@link StoreSettings.S3}
 */
record StoredStore(@Nullable String folder, @Nullable StoredS3 s3) {
    static final String COLUMN = "store_access.settings_json";

    /** @param seal encrypts the secret */
    static StoredStore of(StoreSettings settings, UnaryOperator<String> seal) {
        if (settings instanceof StoreSettings.Folder in) {
            return new StoredStore(in.root().toString(), null);
        }
        return new StoredStore(null, StoredS3.of((StoreSettings.S3) settings, seal));
    }

    /** @param open decrypts the secret */
    StoreSettings toDomain(UnaryOperator<String> open) {
        if (folder != null) {
            return new StoreSettings.Folder(Path.of(folder));
        }
        if (s3 != null) {
            return s3.toDomain(open);
        }
        throw new IllegalStateException("column " + COLUMN + " of the catalog holds a store of no type");
    }

    /**
     * The same with its secret encrypted anew; empty when there is nothing to do.
     *
     * @param seal a secret that is plain
     * @param reseal a secret that is sealed
     */
    Optional<StoredStore> resealed(UnaryOperator<String> seal, Function<String, Optional<String>> reseal) {
        if (s3 == null || s3.credentials == null) {
            return Optional.empty();
        }
        StoredS3 stored = s3;
        return s3.credentials.resealed(seal, reseal).map(pair -> new StoredStore(null, stored.with(pair)));
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

        static StoredS3 of(StoreSettings.S3 s3, UnaryOperator<String> seal) {
            return new StoredS3(
                    s3.endpoint().map(URI::toString).orElse(null),
                    s3.region().orElse(null),
                    s3.pathStyle(),
                    StoredKeyPair.of(s3.credentials(), seal),
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

        StoredS3 with(StoredKeyPair other) {
            return new StoredS3(endpoint, region, pathStyle, other, role, sse, kmsKeyId, checksumsOnlyWhenRequired);
        }

        StoreSettings.S3 toDomain(UnaryOperator<String> open) {
            return new StoreSettings.S3(
                    Optional.ofNullable(endpoint).map(URI::create),
                    Optional.ofNullable(region),
                    pathStyle,
                    signing(open),
                    encryption(),
                    checksumsOnlyWhenRequired);
        }

        private Credentials signing(UnaryOperator<String> open) {
            Credentials base = credentials == null ? new Credentials.Default() : credentials.toDomain(open);
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

    /**
     * @param secretAccessKey as older programs wrote it, plain
     * @param sealedSecretAccessKey as it is written now
     */
    private record StoredKeyPair(
            String accessKeyId,
            @Nullable String secretAccessKey,
            @Nullable String sealedSecretAccessKey) {
        static @Nullable StoredKeyPair of(Credentials credentials, UnaryOperator<String> seal) {
            if (credentials instanceof Credentials.AssumeRole role) {
                return of(role.base(), seal);
            }
            return credentials instanceof Credentials.Static pair
                    ? new StoredKeyPair(pair.accessKeyId(), null, seal.apply(pair.secretAccessKey()))
                    : null;
        }

        Credentials toDomain(UnaryOperator<String> open) {
            if (sealedSecretAccessKey == null) {
                throw new IllegalStateException("column " + COLUMN + " of the catalog holds no sealed secret");
            }
            return new Credentials.Static(accessKeyId, open.apply(sealedSecretAccessKey));
        }

        Optional<StoredKeyPair> resealed(UnaryOperator<String> seal, Function<String, Optional<String>> reseal) {
            Optional<String> sealed = sealedSecretAccessKey != null
                    ? reseal.apply(sealedSecretAccessKey)
                    : Optional.ofNullable(secretAccessKey).map(seal);
            return sealed.map(text -> new StoredKeyPair(accessKeyId, null, text));
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
