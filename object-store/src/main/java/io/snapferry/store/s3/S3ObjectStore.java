package io.snapferry.store.s3;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.StoreActivity;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * A bucket of S3 or of a store that speaks its protocol. Needs no right but PutObject to write (GetBucketLocation helps to find
 * the region), GetObject to read and ListBucket to list. {@link #abortUnfinished} asks for ListBucketMultipartUploads, and does
 * without.
 *
 * <p>An upload is in the bucket when the store has taken the object's SHA-256, or the CRC-32 of each of its parts, as right.
 * What may pass is tried four times in all before it is reported.
 */
public final class S3ObjectStore implements ReadableObjectStore {
    private final S3Settings settings;
    private final S3Connection connection;
    private final AbandonedUploads abandoned;

    /** A thread for each part that is on its way: at most one for each open object. Without work they end by themselves. */
    private final ExecutorService partSenders = Executors.newCachedThreadPool(S3ObjectStore::partSender);

    /** Connects when first used. */
    public S3ObjectStore(S3Settings settings) {
        this(settings, S3Patience.DEFAULT, StoreActivity.NONE);
    }

    /**
     * Connects when first used.
     *
     * @param settings how the bucket is reached
     * @param patience how often and how long a request is tried
     * @param activity is told of requests that were sent again
     */
    public S3ObjectStore(S3Settings settings, S3Patience patience, StoreActivity activity) {
        this.settings = settings;
        this.connection = new S3Connection(settings, new SdkDefaults(patience, activity, settings.hosts()));
        this.abandoned = new AbandonedUploads(connection, settings);
    }

    @Override
    public String location() {
        return "s3://" + settings.bucket();
    }

    @Override
    public ObjectWriter begin(ObjectKey key, String contentType) {
        S3Uploads uploads = new S3Uploads(connection, settings, key, contentType);
        return new S3ObjectWriter(key, uploads, abandoned, partSenders, settings.partSizeBytes());
    }

    @Override
    public void delete(ObjectKey key) throws IOException {
        connection.call(
                "DeleteObject",
                location() + "/" + key,
                client -> client.deleteObject(
                        request -> request.bucket(settings.bucket()).key(key.value())));
    }

    @Override
    public InputStream read(ObjectKey key) throws IOException {
        String place = location() + "/" + key;
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(settings.bucket()).key(key.value());
        if (!settings.checksumsOnlyWhenRequired()) {
            // The SDK then compares what arrives with the checksum that was stored.
            request.checksumMode(ChecksumMode.ENABLED);
        }
        return new S3ObjectStream(
                place,
                connection.call(
                        "GetObject",
                        place,
                        client -> client.getObject(request.build(), ResponseTransformer.toInputStream())));
    }

    @Override
    public void list(String keyPrefix, Consumer<StoredObject> consumer) throws IOException {
        Optional<String> next = Optional.empty();
        do {
            // A call for each page: one that is sent again must not hand over what was handed over already.
            String continuation = next.orElse(null);
            ListObjectsV2Response page = connection.call(
                    "ListObjectsV2",
                    location() + "/" + keyPrefix,
                    client -> client.listObjectsV2(request ->
                            request.bucket(settings.bucket()).prefix(keyPrefix).continuationToken(continuation)));
            page.contents().forEach(object -> consumer.accept(new StoredObject(object.key(), object.size())));
            next = Optional.ofNullable(page.nextContinuationToken());
        } while (next.isPresent());
    }

    @Override
    public void abortUnfinished(String keyPrefix) {
        abandoned.abortBelow(keyPrefix);
    }

    @Override
    public void close() {
        abandoned.abortRest();
        partSenders.shutdown();
        connection.close();
    }

    private static Thread partSender(Runnable work) {
        Thread thread = new Thread(work, "s3-part");
        thread.setDaemon(true);
        return thread;
    }
}
