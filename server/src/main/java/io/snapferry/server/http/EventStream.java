package io.snapferry.server.http;

import java.io.IOException;

/** A body of server-sent events ({@code text/event-stream}), as browsers read them with {@code EventSource}. */
@FunctionalInterface
public interface EventStream {
    /**
     * Sends all events. Runs in a thread of its own, which is interrupted when the server stops.
     *
     * @throws IOException when the client is gone
     */
    void send(EventSink sink) throws IOException, InterruptedException;
}
