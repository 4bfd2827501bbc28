package io.snapferry.server.http;

import java.io.IOException;

/** Where the events of one client go. Used by one thread; whatever is sent is on its way when the method returns. */
public interface EventSink {
    /**
     * Sends an event.
     *
     * @param name one word
     * @param data a wire record, sent as JSON in one line
     */
    void event(String name, Object data) throws IOException;

    /** Sends a comment that means nothing, so that neither the client nor a proxy takes the connection for dead. */
    void keepAlive() throws IOException;
}
