package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads in parts that nobody finishes. */
@Timeout(30)
class S3AbandonedUploadsTest {
    private static final ObjectKey KEY = new ObjectKey("exports/job/a.json.gz");
    private static final int TWO_PARTS = S3Settings.MIN_PART_SIZE_BYTES + 1;

    @Test
    void whatAKilledRunLeftIsAbortedBelowItsPrefixOnly() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer(request -> request.method().equals("GET")
                                ? Reply.ok(uploads("exports/job/a.json.gz", "exports/other/b.json.gz"))
                                : Reply.ok().withStatus(204));
                S3ObjectStore store = S3FaultTest.open(server.endpoint())) {
            store.abortUnfinished("exports/job/");

            assertThat(server.requests())
                    .extracting(request -> request.method() + " " + request.target())
                    .containsExactly(
                            "GET /bucket?uploads&prefix=exports%2Fjob%2F",
                            "DELETE /bucket/exports/job/a.json.gz?uploadId=upload-of-exports/job/a.json.gz"
                                    .replace("of-exports/job/", "of-exports%2Fjob%2F"));
        }
    }

    @Test
    void refusalToListIsNoFailure() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.error(403, "AccessDenied", "no"));
                S3ObjectStore store = S3FaultTest.open(server.endpoint())) {
            store.abortUnfinished("exports/job/");

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatCouldNotBeAbortedIsTriedAgainAtTheEnd() throws IOException {
        AtomicInteger aborts = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> switch (request.method()) {
            case "POST" ->
                Reply.ok("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
            case "DELETE" ->
                aborts.incrementAndGet() == 1
                        ? Reply.error(403, "AccessDenied", "no")
                        : Reply.ok().withStatus(204);
            default -> Reply.ok().header("ETag", "\"e\"");
        })) {
            try (S3ObjectStore store = S3FaultTest.open(server.endpoint())) {
                ObjectWriter writer = store.begin(KEY, "text/plain");
                writer.write(new byte[TWO_PARTS], 0, TWO_PARTS);
                Assertions.assertThatThrownBy(writer::close).hasMessageContaining("AbortMultipartUpload");
            }
            assertThat(server.requests()).extracting(Request::method).endsWith("DELETE", "DELETE");
        }
    }

    @Test
    void realServerForgetsTheUploadOfAKilledRun() throws IOException {
        try (S3TestServer server = S3TestServer.start()) {
            server.createBucket("backups");
            S3Settings settings = S3Settings.bucket("backups")
                    .endpoint(server.endpoint())
                    .credentials(new S3Credentials.Static(server.accessKeyId(), server.secretAccessKey()))
                    .partSizeBytes(S3Settings.MIN_PART_SIZE_BYTES)
                    .build();
            try (S3ObjectStore killed = new S3ObjectStore(settings);
                    S3ObjectStore next = new S3ObjectStore(settings)) {
                ObjectWriter writer = killed.begin(KEY, "text/plain");
                writer.write(new byte[TWO_PARTS], 0, TWO_PARTS);

                next.abortUnfinished("exports/job/");

                assertThat(server.requests())
                        .extracting(request -> request.method())
                        .contains("DELETE");
                Assertions.assertThatThrownBy(writer::commit).hasMessageContaining("NoSuchUpload");
                writer.close();
            }
        }
    }

    private static String uploads(String... keys) {
        StringBuilder answer = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
        for (String key : List.of(keys)) {
            answer.append("<Upload><Key>" + key + "</Key><UploadId>upload-of-" + key + "</UploadId></Upload>");
        }
        return answer.append("</ListMultipartUploadsResult>").toString();
    }
}
