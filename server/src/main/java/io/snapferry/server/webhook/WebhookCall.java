package io.snapferry.server.webhook;

import io.snapferry.run.ProgramVersion;
import io.snapferry.server.catalog.WebhookDelivery;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.store.HostRefusedException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request to a webhook. Redirects are not followed, since they could lead anywhere; of the answer only the status counts, and
 * its body is not read. Thread-safe.
 */
final class WebhookCall {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final EndpointGuard guard;
    private final Duration limit;
    private final HttpClient client;

    /** @param limit of a call, from connecting to the answer's status */
    WebhookCall(EndpointGuard guard, Duration limit) {
        this.guard = guard;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /**
     * What came of it.
     *
     * @param isDelivered whether the receiver answered 2xx
     * @param text without address and secret
     */
    record Result(boolean isDelivered, String text) {}

    Result send(Webhook webhook, WebhookDelivery delivery, Instant now) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer;
        try {
            guard.check(webhook.url());
            answer = client.sendAsync(request(webhook, delivery, now), status -> new Unread());
        } catch (HostRefusedException e) {
            return new Result(false, "the address is refused: " + e.getMessage());
        }
        try {
            // the request's own limit does not cover all that happens before it is sent
            int status = answer.get(limit.toMillis() * 2, TimeUnit.MILLISECONDS).statusCode();
            return new Result(status / 100 == 2, "status " + status);
        } catch (ExecutionException e) {
            return new Result(false, textOf(e.getCause()));
        } catch (TimeoutException e) {
            return new Result(false, noAnswer());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Webhook webhook, WebhookDelivery delivery, Instant now) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(webhook.url())
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Snapferry/" + ProgramVersion.read())
                .header("Snapferry-Event", delivery.eventType())
                .header("Snapferry-Event-Id", delivery.event().hex())
                .header("Snapferry-Attempt", String.valueOf(delivery.attempts()))
                .header("Snapferry-Signature", WebhookSignature.of(webhook.secrets(), now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The client's messages may quote the address. */
    private String textOf(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return noAnswer();
        }
        return "no answer: "
                + (cause == null ? "unknown reason" : cause.getClass().getSimpleName());
    }

    private String noAnswer() {
        return "no answer within " + limit.toSeconds() + " s";
    }

    /** Takes nothing of the body, however long it is or slowly it comes; the connection is closed. */
    private static final class Unread implements HttpResponse.BodySubscriber<Void> {
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
            end.complete(null);
        }

        @Override
        public CompletionStage<Void> getBody() {
            return end;
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
