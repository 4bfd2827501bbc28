package io.snapferry.store.s3;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * A bucket of S3 or of a store that speaks its protocol. Needs no right but PutObject to write (GetBucketLocation helps to find
 * the region), GetObject to read and ListBucket to list.
 *
 * <p>An upload is in the bucket when the store has taken the object's SHA-256, or the CRC-32 of each of its parts, as right.
 * What may pass is tried four times in all before it is reported.
 */
public final class S3ObjectStore implements ReadableObjectStore {
    private final S3Settings settings;
    private final S3Connection connection;

    /** A thread for each part that is on its way: at most one for each open object. Without work they end by themselves. */
    private final ExecutorService partSenders = Executors.newCachedThreadPool(S3ObjectStore::partSender);

    /** Connects when first used. */
    public S3ObjectStore(S3Settings settings) {
        this(settings, S3Patience.DEFAULT);
    }

    S3ObjectStore(S3Settings settings, S3Patience patience) {
        this.settings = settings;
        this.connection = new S3Connection(settings, patience);
    }

    @Override
    public String location() {
        return "s3://" + settings.bucket();
    }

    @Override
    public ObjectWriter begin(ObjectKey key, String contentType) {
        S3Uploads uploads = new S3Uploads(connection, settings, key, contentType);
        return new S3ObjectWriter(key, uploads, partSenders, settings.partSizeBytes());
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
        connection.call("ListObjectsV2", location() + "/" + keyPrefix, client -> {
            client.listObjectsV2Paginator(
                            request -> request.bucket(settings.bucket()).prefix(keyPrefix))
                    .contents()
                    .forEach(object -> consumer.accept(new StoredObject(object.key(), object.size())));
            return keyPrefix;
        });
    }

    @Override
    public void close() {
        partSenders.shutdown();
        connection.close();
    }

    private static Thread partSender(Runnable work) {
        Thread thread = new Thread(work, "s3-part");
        thread.setDaemon(true);
        return thread;
    }
}
