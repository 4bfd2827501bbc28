package io.snapferry.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event streams that are open, each with a thread of its own beside those that serve requests: so a client that reads
 * slowly holds up nobody but itself, and is cut off by the idle timeout of its connection. Thread-safe.
 */
final class EventStreams {
    /** A stream costs a thread that mostly waits, and a connection. */
    static final int MAX_OPEN = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String CONTENT_TYPE = "text/event-stream";

    private final Set<Thread> open = ConcurrentHashMap.newKeySet();

    /**
     * Answers with a stream.
     *
     * @throws ApiException when too many are open
     */
    void open(Context context, EventStream stream) {
        context.status(200).contentType(CONTENT_TYPE);
        // what stands between buffers otherwise, and the stream looks dead
        context.header("X-Accel-Buffering", "no");
        if (context.req().getMethod().equals("HEAD")) {
            return;
        }
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        OutputStream out = outputOf(context);
        Thread thread = new Thread(() -> run(stream, out, end), "events");
        thread.setDaemon(true);
        synchronized (open) {
            if (open.size() >= MAX_OPEN) {
                throw ApiErrorCode.TOO_MANY_EVENT_STREAMS.with(MAX_OPEN).retryAfter(RETRY_AFTER);
            }
            open.add(thread);
        }
        SlowClients.Turn.of(context.req()).streams();
        context.future(() -> {
            thread.start();
            return end;
        });
    }

    private static OutputStream outputOf(Context context) {
        try {
            return context.res().getOutputStream();
        } catch (IOException e) {
            throw new IllegalStateException("the response has no body", e);
        }
    }

    private void run(EventStream stream, OutputStream out, CompletableFuture<@Nullable Void> end) {
        try {
            stream.send(new Lines(out));
        } catch (EofException | InterruptedException e) {
            LOG.debug("event stream ended early", e);
        } catch (IOException e) {
            LOG.debug("client of an event stream is gone", e);
        } catch (RuntimeException e) {
            LOG.error("event stream failed", e);
        } finally {
            open.remove(Thread.currentThread());
            end.complete(null);
        }
    }

    /** How many are open. */
    int openCount() {
        return open.size();
    }

    /** Ends all that are open, so that the server need not wait for them. */
    void stopAll() {
        open.forEach(Thread::interrupt);
    }

    /** The format is that of the HTML standard, section 9.2. */
    private static final class Lines implements EventSink {
        private final OutputStream out;
        private long id;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void event(String name, Object data) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            lines.writeBytes(("id: " + ++id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(JsonFormat.write(data, false)); // compact JSON has no line end
            lines.writeBytes(new byte[] {'\n', '\n'});
            send(lines.toByteArray());
        }

        @Override
        public void keepAlive() throws IOException {
            send(": still there\n\n".getBytes(StandardCharsets.UTF_8));
        }

        private void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }
}
