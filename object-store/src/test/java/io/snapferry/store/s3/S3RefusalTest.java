package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PermissionCheck;
import io.snapferry.store.PutReceipt;
import io.snapferry.testing.s3.RecordedRequest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real server refuses, and what it does not need to allow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3RefusalTest {
    private static final ObjectKey KEY = new ObjectKey("exported_snapshots/a.json.gz");
    private static final int TWO_PARTS = S3Settings.MIN_PART_SIZE_BYTES + 1;

    private S3TestServer server;

    @BeforeAll
    void startServer() throws IOException {
        server = S3TestServer.start();
        server.createBucket("backups");
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void allowAll() {
        server.forgetRequests();
        server.allowOnly(request -> true);
        server.damageBodiesOf(request -> false);
    }

    @Test
    void wrongSecretIsRefusedWithTheStoresCodeAndWithoutTheSecret() throws IOException {
        try (S3ObjectStore store = open("backups", server.accessKeyId(), "not-the-secret")) {
            assertThatThrownBy(() -> PermissionCheck.run(store))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("SignatureDoesNotMatch");
                        assertThat(e.operation()).isEqualTo("PutObject");
                        assertThat(e.isRetryable()).isFalse();
                    })
                    .hasMessageStartingWith("PutObject s3://backups/exported_snapshots/.permissioncheck: ")
                    .hasMessageNotContaining("not-the-secret");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void unknownAccessKeyIsRefused() throws IOException {
        try (S3ObjectStore store = open("backups", "nobody", server.secretAccessKey())) {
            assertThat(refusal(store, 1).storeCode()).isEqualTo("InvalidAccessKeyId");
        }
    }

    @Test
    void missingBucketIsRefused() throws IOException {
        try (S3ObjectStore store = open("no-such-bucket", server.accessKeyId(), server.secretAccessKey())) {
            assertThat(refusal(store, 1).storeCode()).isEqualTo("NoSuchBucket");
            assertThat(refusal(store, TWO_PARTS).operation()).isEqualTo("CreateMultipartUpload");
        }
    }

    @Test
    void bytesThatChangedOnTheWayAreRefused() throws IOException {
        server.damageBodiesOf(RecordedRequest::isUpload);
        try (S3ObjectStore store = open("backups", server.accessKeyId(), server.secretAccessKey())) {
            ObjectStoreException single = refusal(store, 1000);
            ObjectStoreException parts = refusal(store, TWO_PARTS);

            assertThat(single.storeCode()).isIn("BadDigest", "XAmzContentSHA256Mismatch");
            assertThat(parts.storeCode()).isIn("BadDigest", "XAmzContentSHA256Mismatch");
            assertThat(single.isRetryable()).isTrue();
        }
        assertThat(server.requests()).last().matches(request -> request.method().equals("DELETE"));
    }

    @Test
    void rightsToPutAndToAskForTheLocationAreEnough() throws IOException {
        server.allowOnly(request -> request.isUpload()
                || (request.method().equals("POST")
                        && (request.hasParameter("uploads") || request.hasParameter("uploadId")))
                || (request.method().equals("GET") && request.hasParameter("location")));
        try (S3ObjectStore store = open("backups", server.accessKeyId(), server.secretAccessKey())) {
            PermissionCheck.run(store);
            store.put(KEY, "text/plain", new byte[1]);
            PutReceipt receipt = store.put(KEY, "text/plain", new byte[TWO_PARTS]);

            assertThat(receipt.sizeBytes()).isEqualTo(TWO_PARTS);
        }
        assertThat(server.requests())
                .extracting(RecordedRequest::method)
                .containsExactly("PUT", "PUT", "POST", "PUT", "PUT", "POST");
        assertThat(server.requests())
                .noneMatch(request -> request.header("if-match").isPresent()
                        || request.header("if-none-match").isPresent());
    }

    @Test
    void failedAbortDoesNotHideTheFailure() throws IOException {
        server.allowOnly(request -> request.hasParameter("uploads"));
        try (S3ObjectStore store = open("backups", server.accessKeyId(), server.secretAccessKey())) {
            ObjectStoreException failure = refusal(store, TWO_PARTS);

            assertThat(failure.operation()).isEqualTo("UploadPart");
            assertThat(failure.storeCode()).isEqualTo("AccessDenied");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.operation()).isEqualTo("AbortMultipartUpload"));
        }
    }

    @Test
    void nothingFollowsAFailedPart() throws IOException {
        server.allowOnly(request -> !request.hasParameter("partNumber"));
        try (S3ObjectStore store = open("backups", server.accessKeyId(), server.secretAccessKey());
                ObjectWriter writer = store.begin(KEY, "text/plain")) {
            assertThatThrownBy(() -> {
                        writer.write(new byte[TWO_PARTS], 0, TWO_PARTS);
                        writer.commit();
                    })
                    .isInstanceOf(ObjectStoreException.class);

            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void largeObjectNeedsTheMemoryOfTwoParts() throws IOException {
        byte[] piece = new byte[64 << 10];
        new Random(5).nextBytes(piece);
        long sizeBytes = 200L << 20;
        Runtime runtime = Runtime.getRuntime();
        long mostUsed = 0;
        try (S3ObjectStore store = open("backups", server.accessKeyId(), server.secretAccessKey());
                ObjectWriter writer = store.begin(new ObjectKey("large"), "text/plain")) {
            for (long sent = 0; sent < sizeBytes; sent += piece.length) {
                writer.write(piece, 0, piece.length);
                if (sent % (32L << 20) == 0) {
                    System.gc();
                    mostUsed = Math.max(mostUsed, runtime.totalMemory() - runtime.freeMemory());
                }
            }
            assertThat(writer.commit().sizeBytes()).isEqualTo(sizeBytes);
        }
        assertThat(server.uploadCount("large")).isEqualTo(40);
        assertThat(mostUsed).isLessThan(100L << 20);
    }

    private S3ObjectStore open(String bucket, String accessKeyId, String secretAccessKey) {
        return new S3ObjectStore(S3Settings.bucket(bucket)
                .endpoint(server.endpoint())
                .credentials(new S3Credentials.Static(accessKeyId, secretAccessKey))
                .partSizeBytes(S3Settings.MIN_PART_SIZE_BYTES)
                .build());
    }

    private static ObjectStoreException refusal(S3ObjectStore store, int sizeBytes) {
        try {
            store.put(KEY, "text/plain", new byte[sizeBytes]);
        } catch (ObjectStoreException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError("not a store's refusal", e);
        }
        throw new AssertionError("the store took the object");
    }
}
