package io.snapferry.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Lets a request end when the thread that waits for it is interrupted. A blocking read of a socket does not notice, and a
 * cancelled export would wait for a store that does not answer. So the request is sent in a thread of its own, and an
 * interrupt of the one that waits closes its connection. Thread-safe.
 */
final class InterruptibleHttpClient implements SdkHttpClient {
    private final SdkHttpClient client;
    private final ExecutorService senders = Executors.newCachedThreadPool(InterruptibleHttpClient::sender);

    /** @param client sends; is closed with this one */
    private InterruptibleHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    /** Makes what the other builder makes interruptible. */
    record Builder(SdkHttpClient.Builder<?> builder) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new InterruptibleHttpClient(builder.buildWithDefaults(defaults));
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Request(client.prepareRequest(request));
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
        senders.shutdown();
    }

    private static Thread sender(Runnable work) {
        Thread thread = new Thread(work, "s3-request");
        thread.setDaemon(true);
        return thread;
    }

    private final class Request implements ExecutableHttpRequest {
        private final ExecutableHttpRequest request;

        Request(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            Future<HttpExecuteResponse> answer = senders.submit(request);
            try {
                return answer.get();
            } catch (InterruptedException e) {
                request.abort();
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted while the store answers");
                interrupted.initCause(e);
                throw interrupted;
            } catch (ExecutionException e) {
                throw asThrown(e.getCause());
            }
        }

        /** The stack of the sending thread is kept; the SDK looks at the type. */
        private static IOException asThrown(@Nullable Throwable cause) {
            if (cause instanceof IOException failure) {
                return failure;
            }
            if (cause instanceof RuntimeException defect) {
                throw defect;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            return new IOException(cause);
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
