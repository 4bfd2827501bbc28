package io.snapferry.cli;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.s3.S3Credentials;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Settings;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects of a bucket, to compare them with those of another or with a folder. */
final class BucketTree {
    private BucketTree() {}

    /** Content by key; every byte stands as the character of the same number. */
    static SortedMap<String, String> of(S3TestServer s3, String bucket) throws IOException {
        return of(s3, bucket, "");
    }

    /** The keys below a prefix. */
    static List<String> keys(S3TestServer s3, String bucket, String prefix) throws IOException {
        try (S3ObjectStore store = open(s3, bucket)) {
            return keys(store, prefix);
        }
    }

    private static List<String> keys(S3ObjectStore store, String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        store.list(prefix, object -> keys.add(object.key()));
        return keys;
    }

    private static S3ObjectStore open(S3TestServer s3, String bucket) {
        S3Settings settings = S3Settings.bucket(bucket)
                .endpoint(s3.endpoint())
                .region("us-east-1")
                .pathStyle(true)
                .credentials(new S3Credentials.Static(s3.accessKeyId(), s3.secretAccessKey()))
                .build();
        return new S3ObjectStore(settings);
    }

    /** The same below a prefix. */
    static SortedMap<String, String> of(S3TestServer s3, String bucket, String prefix) throws IOException {
        try (S3ObjectStore store = open(s3, bucket)) {
            SortedMap<String, String> objects = new TreeMap<>();
            for (String key : keys(store, prefix)) {
                try (InputStream content = store.read(new ObjectKey(key))) {
                    objects.put(
                            key.substring(prefix.length()),
                            new String(content.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
            return objects;
        }
    }

    /**
     * The objects of an export without what tells it from another one of the same snapshot: its prefix, and the manifest's seal
     * over it.
     */
    static SortedMap<String, String> comparable(SortedMap<String, String> tree, String prefix) {
        SortedMap<String, String> objects = new TreeMap<>(tree);
        objects.computeIfPresent(
                ".manifest.jsonl",
                (key, content) -> content.replace(prefix, "PREFIX")
                        .replaceAll("(\\{\"objects\".*,\"sha256\":).*", "$1\"SEAL\"}"));
        return objects;
    }
}
