package io.snapferry.server.own;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A store access on the wire; its id is what export buckets call {@code iamRoleId}. No secret is ever in it.
 */
record StoreAnswer(
        Instant createdAt, Optional<FolderAnswer> folder, Id<StoreAccess> id, String name, Optional<S3Answer> s3) {

    record FolderAnswer(String root) {}

    record S3Answer(
            Optional<String> accessKeyId,
            Optional<AssumeRoleAnswer> assumeRole,
            boolean checksumsOnlyWhenRequired,
            Optional<EncryptionAnswer> encryption,
            Optional<URI> endpoint,
            boolean pathStyle,
            Optional<String> region) {}

    record AssumeRoleAnswer(Optional<String> externalId, String roleArn, Optional<URI> stsEndpoint) {}

    record EncryptionAnswer(Optional<String> kmsKeyId, String type) {}

    static StoreAnswer of(StoreAccess access) {
        Optional<FolderAnswer> folder = access.settings() instanceof StoreSettings.Folder settings
                ? Optional.of(new FolderAnswer(settings.root().toString()))
                : Optional.empty();
        Optional<S3Answer> s3 =
                access.settings() instanceof StoreSettings.S3 settings ? Optional.of(s3(settings)) : Optional.empty();
        return new StoreAnswer(access.createdAt(), folder, access.id(), access.name(), s3);
    }

    private static S3Answer s3(StoreSettings.S3 settings) {
        Optional<AssumeRoleAnswer> assumeRole = Optional.empty();
        StoreSettings.Credentials base = settings.credentials();
        if (base instanceof StoreSettings.Credentials.AssumeRole role) {
            assumeRole = Optional.of(new AssumeRoleAnswer(role.externalId(), role.roleArn(), role.stsEndpoint()));
            base = role.base();
        }
        Optional<String> accessKeyId = base instanceof StoreSettings.Credentials.Static keys
                ? Optional.of(keys.accessKeyId())
                : Optional.empty();
        return new S3Answer(
                accessKeyId,
                assumeRole,
                settings.checksumsOnlyWhenRequired(),
                encryption(settings.encryption()),
                settings.endpoint(),
                settings.pathStyle(),
                settings.region());
    }

    private static Optional<EncryptionAnswer> encryption(StoreSettings.Encryption encryption) {
        if (encryption instanceof StoreSettings.Encryption.SseKms kms) {
            return Optional.of(new EncryptionAnswer(kms.keyId(), StoreRequest.SSE_KMS));
        }
        return encryption instanceof StoreSettings.Encryption.SseS3
                ? Optional.of(new EncryptionAnswer(Optional.empty(), StoreRequest.SSE_S3))
                : Optional.empty();
    }
}
