package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A part travels while the next is filled, and no more than that. */
@Timeout(30)
class S3PartOverlapTest {
    private static final ObjectKey KEY = new ObjectKey("a/b.json.gz");
    private static final int PART = S3Settings.MIN_PART_SIZE_BYTES;

    private final CountDownLatch partHasBegun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void nextPartIsFilledWhileOneIsOnItsWay() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(request -> behindTheGate(request, part()));
                S3ObjectStore store = open(server);
                ObjectWriter writer = store.begin(KEY, "text/plain")) {
            writer.write(new byte[PART], 0, PART);
            writer.write(new byte[PART], 0, PART);
            partHasBegun.await();
            assertThat(gate.getCount())
                    .as("both writes returned before an answer")
                    .isEqualTo(1);

            gate.countDown();
            PutReceipt receipt = writer.commit();

            assertThat(receipt.sizeBytes()).isEqualTo(2L * PART);
            assertThat(server.requests()).extracting(Request::method).containsExactly("POST", "PUT", "PUT", "POST");
        }
    }

    @Test
    void writeWaitsWhenOnePartIsFullAndAnotherOnItsWay() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> behindTheGate(request, part()));
                S3ObjectStore store = open(server);
                ObjectWriter writer = store.begin(KEY, "text/plain")) {
            writer.write(new byte[2 * PART], 0, 2 * PART);
            FutureTask<Boolean> oneMore = new FutureTask<>(() -> {
                writer.write(new byte[1], 0, 1);
                return true;
            });
            Thread thread = new Thread(oneMore, "one-more");
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).as("waits for the part").isTrue();
                Thread.onSpinWait();
            }

            gate.countDown();
            assertThat(oneMore.get()).isTrue();
            assertThat(writer.commit().sizeBytes()).isEqualTo(2L * PART + 1);
        }
    }

    @Test
    void refusedPartFailsALaterCallAndTheUploadIsAborted() throws IOException {
        gate.countDown();
        Reply refusal = Reply.error(403, "AccessDenied", "words of the store");
        try (ScriptedServer server = new ScriptedServer(request -> behindTheGate(request, refusal));
                S3ObjectStore store = open(server)) {
            try (ObjectWriter writer = store.begin(KEY, "text/plain")) {
                assertThatThrownBy(() -> {
                            writer.write(new byte[PART + 1], 0, PART + 1);
                            writer.commit();
                        })
                        .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                            assertThat(e.operation()).isEqualTo("UploadPart");
                            assertThat(e.storeCode()).isEqualTo("AccessDenied");
                        });
                assertThatThrownBy(() -> writer.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
            }
            assertThat(server.requests()).extracting(Request::method).containsExactly("POST", "PUT", "DELETE");
        }
    }

    @Test
    void closeEndsThePartOnItsWayBeforeTheAbort() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(request -> behindTheGate(request, part()));
                S3ObjectStore store = open(server)) {
            ObjectWriter writer = store.begin(KEY, "text/plain");
            writer.write(new byte[PART + 1], 0, PART + 1);
            partHasBegun.await();

            writer.close(); // although the store never answers

            List<Request> requests = server.requests();
            assertThat(requests.get(requests.size() - 1).method()).isEqualTo("DELETE");
            gate.countDown();
        }
    }

    @Test
    void interruptEndsTheWaitForAPart() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(request -> behindTheGate(request, part()));
                S3ObjectStore store = open(server);
                ObjectWriter writer = store.begin(KEY, "text/plain")) {
            writer.write(new byte[PART + 1], 0, PART + 1);
            partHasBegun.await();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> writer.write(new byte[PART], 0, PART))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("Interrupted");
                        assertThat(e.isRetryable()).isTrue();
                    });
            assertThat(Thread.interrupted()).isTrue();
            gate.countDown();
        }
    }

    private Reply behindTheGate(Request request, Reply partReply) {
        return switch (request.method()) {
            case "POST" ->
                Reply.ok("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
            case "PUT" -> {
                partHasBegun.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                yield partReply;
            }
            default -> Reply.ok().withStatus(204);
        };
    }

    private static Reply part() {
        return Reply.ok().header("ETag", "\"e\"");
    }

    private static S3ObjectStore open(ScriptedServer server) {
        return S3FaultTest.open(server.endpoint());
    }
}
