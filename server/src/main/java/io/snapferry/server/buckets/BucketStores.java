package io.snapferry.server.buckets;

import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.store.HostResolver;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.PermissionCheck;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.store.s3.S3Credentials;
import io.snapferry.store.s3.S3Encryption;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Patience;
import io.snapferry.store.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the object store behind an export bucket. Thread-safe. */
public final class BucketStores implements BucketOpener {
    private final HostResolver guard;
    private final StoreActivity activity;

    /** Trusts all endpoints, and nobody counts the stores' activity. */
    public BucketStores() {
        this(HostResolver.SYSTEM, StoreActivity.NONE);
    }

    /**
     * @param guard says which addresses the endpoints may have that are not of the configuration file
     * @param activity is told what all stores cost that are opened here
     */
    public BucketStores(HostResolver guard, StoreActivity activity) {
        this.guard = guard;
        this.activity = activity;
    }

    @Override
    public ObjectStore open(StoreAccess access, String bucketName) throws ObjectStoreException {
        try {
            return access.settings() instanceof StoreSettings.Folder folder
                    ? new FolderObjectStore(folderOf(folder.root(), bucketName))
                    : new S3ObjectStore(
                            settings(
                                    (StoreSettings.S3) access.settings(),
                                    bucketName,
                                    access.isDeclared() ? HostResolver.SYSTEM : guard),
                            S3Patience.DEFAULT,
                            activity);
        } catch (IllegalArgumentException e) {
            throw new ObjectStoreException(
                    "open", bucketName, "InvalidBucketSettings", String.valueOf(e.getMessage()), false, e);
        }
    }

    /**
     * Finds out whether a bucket can be written, by writing to it.
     *
     * @throws ObjectStoreException with the store's own code and words
     */
    public void check(StoreAccess access, String bucketName) throws IOException {
        try (ObjectStore store = open(access, bucketName)) {
            PermissionCheck.run(store);
        }
    }

    private static Path folderOf(Path root, String bucketName) {
        if (!ExportBucket.isValidBucketName(bucketName)) {
            throw new IllegalArgumentException("\"" + bucketName + "\" cannot be the name of a bucket");
        }
        return root.resolve(bucketName);
    }

    private static S3Settings settings(StoreSettings.S3 s3, String bucketName, HostResolver hosts) {
        S3Settings.Builder settings = S3Settings.bucket(bucketName)
                .hosts(hosts)
                .pathStyle(s3.pathStyle())
                .credentials(credentials(s3.credentials()))
                .encryption(encryption(s3.encryption()))
                .checksumsOnlyWhenRequired(s3.checksumsOnlyWhenRequired());
        s3.endpoint().ifPresent(settings::endpoint);
        s3.region().ifPresent(settings::region);
        return settings.build();
    }

    private static S3Credentials credentials(StoreSettings.Credentials credentials) {
        if (credentials instanceof StoreSettings.Credentials.Static keys) {
            return new S3Credentials.Static(keys.accessKeyId(), keys.secretAccessKey());
        }
        if (credentials instanceof StoreSettings.Credentials.AssumeRole role) {
            return new S3Credentials.AssumeRole(
                    role.roleArn(), role.externalId(), role.stsEndpoint(), credentials(role.base()));
        }
        return new S3Credentials.Default();
    }

    private static S3Encryption encryption(StoreSettings.Encryption encryption) {
        if (encryption instanceof StoreSettings.Encryption.SseKms kms) {
            return new S3Encryption.SseKms(kms.keyId());
        }
        return encryption instanceof StoreSettings.Encryption.SseS3
                ? new S3Encryption.SseS3()
                : new S3Encryption.BucketDefault();
    }
}
