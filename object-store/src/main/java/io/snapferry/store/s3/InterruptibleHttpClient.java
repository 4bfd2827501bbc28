package io.snapferry.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Ends a request when the thread that waits for it is interrupted. A thread that reads from a socket or writes to one does
 * not notice an interrupt before the other side moves, and a store that is slow or silent would hold up a job that was
 * cancelled. So another thread does that, and the one that is interrupted cuts the connection. Thread-safe.
 */
final class InterruptibleHttpClient implements SdkHttpClient {
    private final SdkHttpClient client;
    private final ExecutorService senders = Executors.newCachedThreadPool(InterruptibleHttpClient::sender);

    private InterruptibleHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    /** Makes the client that the SDK closes together with its own. */
    record Builder(Apache5HttpClient.Builder client) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new InterruptibleHttpClient(client.buildWithDefaults(serviceDefaults));
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private HttpExecuteResponse send(ExecutableHttpRequest request) throws IOException {
        Future<HttpExecuteResponse> answer = senders.submit(request);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return rethrow(e);
        } catch (InterruptedException e) {
            request.abort();
            awaitEnd(answer);
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    /** The request's body is a buffer that the caller fills again as soon as the request has ended. */
    private static void awaitEnd(Future<HttpExecuteResponse> answer) {
        while (!answer.isDone()) {
            try {
                answer.get();
            } catch (InterruptedException again) {
                // One is enough.
            } catch (ExecutionException e) {
                return;
            }
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        IOException interrupted = new InterruptedIOException("interrupted while waiting for the store");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static HttpExecuteResponse rethrow(ExecutionException failure) throws IOException {
        Throwable cause = failure.getCause();
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw cause instanceof IOException io ? io : new IOException(failure);
    }

    @Override
    public void close() {
        senders.shutdown();
        client.close();
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    private static Thread sender(Runnable work) {
        Thread thread = new Thread(work, "s3-request");
        thread.setDaemon(true);
        return thread;
    }
}
