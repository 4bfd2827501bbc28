package io.snapferry.cli;

import io.snapferry.testing.s3.RecordedRequest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** A bucket of an S3 server; a writing is how often an object was sent. */
record S3CrashBucket(S3TestServer s3) implements CrashBucket {
    @Override
    public String store() {
        return DeclaredServer.s3Store(s3);
    }

    @Override
    public SortedMap<String, String> tree(String prefix) throws IOException {
        return BucketTree.of(s3, DeclaredServer.BUCKET, prefix + "/");
    }

    @Override
    public Map<String, Object> writings(String prefix) {
        Map<String, Object> counts = new HashMap<>();
        s3.requests().stream()
                .filter(RecordedRequest::isUpload)
                .filter(request -> request.key().startsWith(prefix + "/"))
                .forEach(request ->
                        counts.merge(request.key().substring(prefix.length() + 1), 1, (a, b) -> (int) a + (int) b));
        return counts;
    }

    @Override
    public String toString() {
        return "S3";
    }
}
