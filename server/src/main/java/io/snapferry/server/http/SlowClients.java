package io.snapferry.server.http;

import io.snapferry.server.repeat.RepeatedTask;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Closes connections whose client takes too long. The idle timeout alone does not: a byte now and then keeps it from ending,
 * and so a few clients could hold all connections, or all threads, for as long as they like. There is a time limit for the
 * head of a request from the end of the one before (or from the connection's beginning, a TLS handshake included), one for
 * its body, and one for everything until the end of the answer. Event streams have none of them. Thread-safe.
 */
final class SlowClients implements Connection.Listener, HttpConfiguration.Customizer, Closeable {
    private static final String ATTRIBUTE = SlowClients.class.getName();
    private static final int LOOKS_PER_LIMIT = 4;
    private static final long MAX_INTERVAL_MILLIS = 1_000;

    private final Duration requestLimit;
    private final Duration answerLimit;
    private final RepeatedTask looking;

    /** When each open connection is closed, by {@link System#nanoTime}. */
    private final Map<Connection, Long> ends = new ConcurrentHashMap<>();

    SlowClients(HttpLimits limits) {
        this.requestLimit = limits.requestTimeout();
        this.answerLimit = limits.answerTimeout();
        Duration interval = Duration.ofMillis(
                Math.min(MAX_INTERVAL_MILLIS, Math.max(1, requestLimit.toMillis() / LOOKS_PER_LIMIT)));
        this.looking = RepeatedTask.start("slow-clients", interval, interval, this::closeSlow);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) { // the one inside of it is told too
            end(connection, requestLimit);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        ends.remove(connection);
    }

    /** The head of a request is here. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        change(connection, answerLimit);
        request.setAttribute(ATTRIBUTE, new ConnectionTurn(connection));
        Request.addCompletionListener(request, failure -> change(connection, requestLimit));
        return request;
    }

    private void end(Connection connection, Duration limit) {
        ends.put(connection, System.nanoTime() + limit.toNanos());
    }

    /** Unless it is closed already. */
    private void change(Connection connection, Duration limit) {
        ends.computeIfPresent(connection, (open, end) -> System.nanoTime() + limit.toNanos());
    }

    /** One request of a connection. */
    interface Turn {
        /** That of a request. */
        static Turn of(HttpServletRequest request) {
            if (request.getAttribute(ATTRIBUTE) instanceof Turn turn) {
                return turn;
            }
            throw new IllegalStateException("the request did not come through the server's connector");
        }

        /** Its body is waited for. */
        void reads();

        /** Its body is here. */
        void hasRead();

        /** The answer has no end that could be waited for. */
        void streams();
    }

    private final class ConnectionTurn implements Turn {
        private final Connection connection;

        private ConnectionTurn(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void reads() {
            change(connection, requestLimit);
        }

        @Override
        public void hasRead() {
            change(connection, answerLimit);
        }

        @Override
        public void streams() {
            ends.remove(connection);
        }
    }

    private void closeSlow() {
        long now = System.nanoTime();
        ends.forEach((connection, end) -> {
            if (end - now < 0 && ends.remove(connection, end)) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void close() {
        looking.close();
    }
}
