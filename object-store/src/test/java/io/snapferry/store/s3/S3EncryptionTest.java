package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The headers that ask for encryption: on the one PUT, and on the request that begins an upload of parts. */
class S3EncryptionTest {
    private static final String ALGORITHM = "x-amz-server-side-encryption";
    private static final String KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id";

    @Test
    void bucketsOwnEncryptionIsNotAskedFor() throws IOException {
        assertThat(requestsWith(new S3Encryption.BucketDefault()))
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKeys(ALGORITHM, KMS_KEY));
    }

    @Test
    void keysOfS3AreAskedFor() throws IOException {
        assertThat(beginningsIn(requestsWith(new S3Encryption.SseS3())))
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.header(ALGORITHM)).isEqualTo("AES256");
                    assertThat(request.headers()).doesNotContainKey(KMS_KEY);
                });
    }

    @Test
    void defaultKeyOfKmsIsAskedFor() throws IOException {
        assertThat(beginningsIn(requestsWith(new S3Encryption.SseKms(Optional.empty()))))
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.header(ALGORITHM)).isEqualTo("aws:kms");
                    assertThat(request.headers()).doesNotContainKey(KMS_KEY);
                });
    }

    @Test
    void namedKeyOfKmsIsAskedFor() throws IOException {
        assertThat(beginningsIn(requestsWith(new S3Encryption.SseKms(Optional.of("alias/backup")))))
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request.header(ALGORITHM)).isEqualTo("aws:kms");
                    assertThat(request.header(KMS_KEY)).isEqualTo("alias/backup");
                });
    }

    private static List<Request> beginningsIn(List<Request> requests) {
        return requests.stream()
                .filter(request ->
                        request.target().endsWith("/single") || request.target().endsWith("?uploads"))
                .toList();
    }

    /** Writes an object in one PUT and one in two parts. */
    private static List<Request> requestsWith(S3Encryption encryption) throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer(request -> request.target().endsWith("?uploads")
                                ? Reply.ok(
                                        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
                                : request.isPut()
                                        ? Reply.ok().header("ETag", "\"e\"")
                                        : Reply.ok("<CompleteMultipartUploadResult/>"));
                S3ObjectStore store = new S3ObjectStore(
                        S3Settings.bucket("bucket")
                                .endpoint(server.endpoint())
                                .credentials(new S3Credentials.Static("key-id", "secret"))
                                .encryption(encryption)
                                .partSizeBytes(S3Settings.MIN_PART_SIZE_BYTES)
                                .build(),
                        S3FaultTest.IMPATIENT,
                        StoreActivity.NONE)) {
            store.put(new ObjectKey("single"), "text/plain", new byte[1]);
            store.put(new ObjectKey("parts"), "text/plain", new byte[S3Settings.MIN_PART_SIZE_BYTES + 1]);
            return server.requests();
        }
    }
}
