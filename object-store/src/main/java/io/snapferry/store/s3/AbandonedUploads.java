package io.snapferry.store.s3;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Uploads in parts that nobody will finish. Their parts are unseen and paid for, so they are aborted as far as the store lets
 * us, and named in the log when it does not. Thread-safe.
 */
final class AbandonedUploads {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);

    /** A killed run leaves one for each of its readers; whatever is left of more is named. */
    private static final int MAX_LISTED = 1_000;

    private final S3Connection connection;
    private final S3Settings settings;
    private final Queue<Upload> notAborted = new ConcurrentLinkedQueue<>();

    private record Upload(String key, String id) {}

    AbandonedUploads(S3Connection connection, S3Settings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** Takes note of one that could not be aborted, for {@link #abortRest}. */
    void add(ObjectKey key, String uploadId) {
        notAborted.add(new Upload(key.value(), uploadId));
    }

    /** Aborts all below a prefix, whoever began them. */
    void abortBelow(String keyPrefix) {
        try {
            for (Upload upload : listed(keyPrefix)) {
                abort(upload);
                LOG.atInfo()
                        .addKeyValue("bucket", settings.bucket())
                        .addKeyValue("key", upload.key())
                        .addKeyValue("upload", upload.id())
                        .log("upload that an earlier run left was aborted");
            }
        } catch (ObjectStoreException e) {
            LOG.atWarn()
                    .addKeyValue("bucket", settings.bucket())
                    .addKeyValue("prefix", keyPrefix)
                    .addKeyValue("reason", e.getMessage())
                    .log("uploads in parts that an earlier run may have left could not be aborted. "
                            + "A lifecycle rule of the bucket that ends incomplete uploads removes them");
        }
    }

    private List<Upload> listed(String keyPrefix) throws ObjectStoreException {
        // Some stores give all uploads of the bucket, whatever prefix is asked for.
        return connection.call(
                "ListMultipartUploads",
                "s3://" + settings.bucket() + "/" + keyPrefix,
                client -> client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(settings.bucket()).prefix(keyPrefix))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().startsWith(keyPrefix))
                        .limit(MAX_LISTED)
                        .map(AbandonedUploads::upload)
                        .toList());
    }

    private static Upload upload(MultipartUpload listed) {
        return new Upload(listed.key(), listed.uploadId());
    }

    private void abort(Upload upload) throws ObjectStoreException {
        S3Uploads.abort(connection, settings, upload.key(), upload.id());
    }

    /** Tries once more what was noted, and names what is left; after a failure nothing more is tried. */
    void abortRest() {
        boolean isTrying = true;
        for (Upload upload = notAborted.poll(); upload != null; upload = notAborted.poll()) {
            if (isTrying) {
                try {
                    abort(upload);
                    continue;
                } catch (ObjectStoreException e) {
                    isTrying = false;
                    LOG.atWarn()
                            .addKeyValue("bucket", settings.bucket())
                            .addKeyValue("reason", e.getMessage())
                            .log("uploads in parts could not be aborted. "
                                    + "A lifecycle rule of the bucket that ends incomplete uploads removes them");
                }
            }
            LOG.atWarn()
                    .addKeyValue("bucket", settings.bucket())
                    .addKeyValue("key", upload.key())
                    .addKeyValue("upload", upload.id())
                    .log("upload was left incomplete");
        }
    }
}
