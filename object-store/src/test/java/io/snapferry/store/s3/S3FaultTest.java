package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store in trouble answers, how often it is asked, and what is reported. */
@Timeout(30)
class S3FaultTest {
    private static final ObjectKey KEY = new ObjectKey("a/b.json.gz");
    private static final int TWO_PARTS = S3Settings.MIN_PART_SIZE_BYTES + 1;
    private static final int ATTEMPT_COUNT = 4;
    private static final String SECRET = "do-not-show-this-secret";

    /** As the default, but quick. */
    static final S3Patience IMPATIENT = new S3Patience(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            ATTEMPT_COUNT,
            Duration.ofMillis(1));

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, false, 1",
        "403, QuotaExceeded, false, 1",
        "404, NoSuchBucket, false, 1",
        "400, InvalidRequest, false, 1",
        "501, NotImplemented, false, 1",
        "400, ExpiredToken, false, 1",
        "429, TooManyRequests, true, 4",
        "503, SlowDown, true, 4",
        "500, InternalError, true, 4",
        "400, RequestTimeout, true, 4",
    })
    void answerIsReportedInTheStoresWords(int status, String code, boolean retryable, int requestCount)
            throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.error(status, code, "words of the store"));
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[10]))
                    .hasMessage("PutObject s3://bucket/a/b.json.gz: " + code + ": words of the store")
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo(code);
                        assertThat(e.operation()).isEqualTo("PutObject");
                        assertThat(e.isRetryable()).isEqualTo(retryable);
                        assertThat(e.isMissing()).isFalse();
                    });
            assertThat(server.requests()).hasSize(requestCount);
        }
    }

    @Test
    void busyStoreIsAskedAgainWithTheSameBytes() throws IOException {
        Reply busy = Reply.error(503, "SlowDown", "Please reduce your request rate.");
        try (ScriptedServer server = ScriptedServer.replying(busy, busy, Reply.ok());
                S3ObjectStore store = open(server.endpoint())) {
            store.put(KEY, "text/plain", "content".getBytes(StandardCharsets.US_ASCII));

            assertThat(server.requests()).extracting(Request::body).containsExactly("content", "content", "content");
        }
    }

    @Test
    void lineCutBeforeTheAnswerIsTriedAgain() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.hangUp(), Reply.ok());
                S3ObjectStore store = open(server.endpoint())) {
            store.put(KEY, "text/plain", new byte[10]);

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void lineResetBeforeTheBodyIsTriedAgain() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.reset(), Reply.ok());
                S3ObjectStore store = open(server.endpoint())) {
            store.put(KEY, "text/plain", new byte[4 << 20]);

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void lineThatIsAlwaysCutIsReported() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.hangUp());
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("ConnectionFailed", true, () -> store.put(KEY, "text/plain", new byte[10]));
        }
    }

    @Test
    void lineCutInsideTheAnswerIsReported() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer(request -> isComplete(request) ? Reply.cut() : multipart(request));
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[TWO_PARTS]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.operation()).isEqualTo("CompleteMultipartUpload");
                        assertThat(e.storeCode()).isIn("ConnectionFailed", "InvalidAnswer");
                        assertThat(e.isRetryable()).isTrue();
                    });
        }
    }

    @Test
    void silentStoreTimesOut() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.silence());
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("Timeout", true, () -> store.put(KEY, "text/plain", new byte[10]));

            assertThat(server.requests()).hasSize(ATTEMPT_COUNT);
        }
    }

    @Test
    void storeThatIsNotThereIsNamed() throws IOException {
        URI nobody;
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok())) {
            nobody = server.endpoint();
        }
        try (S3ObjectStore store = open(nobody)) {
            assertFailure("ConnectionFailed", true, () -> store.put(KEY, "text/plain", new byte[10]));
        }
    }

    @Test
    void hostThatDoesNotExistIsNamed() throws IOException {
        try (S3ObjectStore store = open(URI.create("http://no-such-host.invalid"))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[10]))
                    .hasMessageContaining("ConnectionFailed")
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    @Test
    void serverWithoutTlsIsNamed() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store =
                        open(URI.create(server.endpoint().toString().replace("http:", "https:")))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[10]))
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.storeCode()).isIn("TlsFailed", "ConnectionFailed", "Timeout"));
        }
    }

    @Test
    void answerThatIsNotOfS3HasItsStatusForACode() throws IOException {
        Reply page = Reply.ok("<html><body>Proxy login</body></html>").withStatus(407);
        try (ScriptedServer server = ScriptedServer.replying(page);
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("HTTP407", false, () -> store.put(KEY, "text/plain", new byte[10]));
        }
    }

    @Test
    void unauthorizedIsReported() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.error(401, "Unauthorized", "who are you"));
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("Unauthorized", false, () -> store.put(KEY, "text/plain", new byte[10]));
        }
    }

    @Test
    void wordsOfTheStoreStayOnOneLineOfBoundedLength() throws IOException {
        Reply hostile = Reply.error(403, "AccessDenied", "line\nline\r\n" + "x".repeat(100_000));
        try (ScriptedServer server = ScriptedServer.replying(hostile);
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[10]))
                    .hasMessageNotContainingAny("\n", "\r")
                    .message()
                    .hasSizeLessThan(700);
        }
    }

    @Test
    void largeUploadThatIsRefusedBeforeItsBodyIsNotTakenForALostConnection() throws IOException {
        Reply refusal = Reply.error(403, "AccessDenied", "no").beforeBody();
        try (ScriptedServer server = ScriptedServer.replying(refusal);
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[4 << 20]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("AccessDenied");
                        assertThat(e.isRetryable()).isFalse();
                    });
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void failureInsideAGoodAnswerToCompleteIsAFailure() throws IOException {
        Reply broken = Reply.error(500, "InternalError", "We encountered an internal error. Please try again.")
                .withStatus(200);
        try (ScriptedServer server = new ScriptedServer(request -> isComplete(request) ? broken : multipart(request));
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[TWO_PARTS]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.operation()).isEqualTo("CompleteMultipartUpload");
                        assertThat(e.storeCode()).isEqualTo("InternalError");
                        assertThat(e.isRetryable()).isTrue();
                    });
            assertThat(server.requests())
                    .last()
                    .matches(request -> request.method().equals("DELETE"));
        }
    }

    @Test
    void uploadThatTheStoreForgotCanBeTriedAgain() throws IOException {
        Reply forgotten = Reply.error(404, "NoSuchUpload", "The specified upload does not exist.");
        Function<Request, Reply> script =
                request -> isComplete(request) || request.method().equals("DELETE") ? forgotten : multipart(request);
        try (ScriptedServer server = new ScriptedServer(script);
                S3ObjectStore store = open(server.endpoint())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[TWO_PARTS]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("NoSuchUpload");
                        assertThat(e.isRetryable()).isTrue();
                        assertThat(e.getSuppressed()).isEmpty();
                    });
        }
    }

    @Test
    void anotherChecksumInTheAnswerIsAFailure() throws IOException {
        Reply other = Reply.ok().header("x-amz-checksum-sha256", "AAAA");
        try (ScriptedServer server = ScriptedServer.replying(other);
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("ChecksumMismatch", true, () -> store.put(KEY, "text/plain", new byte[10]));
        }
    }

    @Test
    void uploadWithoutAnIdIsAFailure() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(
                        Reply.ok("<InitiateMultipartUploadResult></InitiateMultipartUploadResult>"));
                S3ObjectStore store = open(server.endpoint())) {
            assertFailure("InvalidAnswer", true, () -> store.put(KEY, "text/plain", new byte[TWO_PARTS]));
        }
    }

    @Test
    void objectCutWhileItIsReadIsNeverTakenForTheWhole() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.cut());
                S3ObjectStore store = open(server.endpoint());
                InputStream in = store.read(KEY)) {
            assertFailure("ConnectionFailed", true, in::readAllBytes);
        }
    }

    @Test
    void objectThatDoesNotMatchItsStoredChecksumIsAFailure() throws IOException {
        Reply damaged = Reply.ok("content").header("x-amz-checksum-crc32", "AAAAAA==");
        try (ScriptedServer server = ScriptedServer.replying(damaged);
                S3ObjectStore store = open(server.endpoint());
                InputStream in = store.read(KEY)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(ObjectStoreException.class);
        }
    }

    /** The store would be waited for much longer than the test runs. */
    @Test
    @Timeout(60)
    void interruptEndsTheAttempts() throws Exception {
        S3Patience patient = new S3Patience(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                ATTEMPT_COUNT,
                Duration.ofMillis(1));
        try (ScriptedServer server = ScriptedServer.replying(Reply.silence());
                S3ObjectStore store = open(server.endpoint(), patient)) {
            Thread uploading = Thread.currentThread();
            Thread interrupting = new Thread(
                    () -> {
                        while (server.requests().isEmpty()) {
                            Thread.onSpinWait();
                        }
                        uploading.interrupt();
                    },
                    "interrupting");
            interrupting.start();

            assertFailure("Interrupted", true, () -> store.put(KEY, "text/plain", new byte[10]));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests()).hasSize(1);
            interrupting.join();
        }
    }

    @Test
    void attemptThatTakesTooLongIsGivenUp() throws IOException {
        S3Patience hasty = new S3Patience(
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofMillis(200),
                Duration.ofMinutes(10),
                2,
                Duration.ofMillis(1));
        try (ScriptedServer server = ScriptedServer.replying(Reply.silence());
                S3ObjectStore store = open(server.endpoint(), hasty)) {
            assertFailure("Timeout", true, () -> store.put(KEY, "text/plain", new byte[10]));
            assertThat(server.requests()).hasSize(2);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void noMessageShowsTheSecret() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.error(403, "SignatureDoesNotMatch", "differs"));
                S3ObjectStore store = open(server.endpoint());
                ObjectWriter writer = store.begin(KEY, "text/plain")) {
            assertThatThrownBy(writer::commit).satisfies(failure -> {
                for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                    assertThat(cause.toString()).doesNotContain(SECRET);
                }
            });
        }
    }

    private static boolean isComplete(Request request) {
        return request.method().equals("POST") && request.target().contains("uploadId=");
    }

    /** Answers of a store that is well. */
    private static Reply multipart(Request request) {
        return switch (request.method()) {
            case "POST" ->
                Reply.ok("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
            case "PUT" -> Reply.ok().header("ETag", "\"e\"");
            default -> Reply.ok().withStatus(204);
        };
    }

    private static void assertFailure(String storeCode, boolean retryable, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ObjectStoreException.class, e -> {
            assertThat(e.storeCode()).as(e.getMessage()).isEqualTo(storeCode);
            assertThat(e.isRetryable()).isEqualTo(retryable);
        });
    }

    static S3ObjectStore open(URI endpoint) {
        return open(endpoint, IMPATIENT);
    }

    private static S3ObjectStore open(URI endpoint, S3Patience patience) {
        return new S3ObjectStore(
                S3Settings.bucket("bucket")
                        .endpoint(endpoint)
                        .credentials(new S3Credentials.Static("key-id", SECRET))
                        .partSizeBytes(S3Settings.MIN_PART_SIZE_BYTES)
                        .build(),
                patience,
                StoreActivity.NONE);
    }
}
