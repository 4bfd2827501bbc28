package io.snapferry.testing.s3;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Stands between the tests and the server and notes every request. Bytes pass unchanged, the Host header with them, so
 * signatures hold. Each client connection has one to the server, and two threads: requests go one way, answers the other.
 */
final class RecordingProxy implements Closeable {
    private static final byte[] REFUSAL_BODY =
            "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFUSAL_HEAD =
            ("HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nContent-Length: "
                            + REFUSAL_BODY.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    private volatile Predicate<RecordedRequest> allowed = request -> true;
    private volatile Predicate<RecordedRequest> damaged = request -> false;

    /** Listens at once, on a port of its own. */
    RecordingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startThread("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int serverPort() {
        return serverPort;
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    void forgetRequests() {
        requests.clear();
    }

    void allowOnly(Predicate<RecordedRequest> predicate) {
        allowed = predicate;
    }

    void damageBodiesOf(Predicate<RecordedRequest> predicate) {
        damaged = predicate;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(this::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                startThread("requests", () -> passRequests(client, server));
                startThread("answers", () -> passAnswers(server, client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void passRequests(Socket client, Socket server) {
        try {
            RequestReader reader = new RequestReader(new BufferedInputStream(client.getInputStream()));
            for (Optional<RecordedRequest> head = reader.nextHead(); head.isPresent(); head = reader.nextHead()) {
                RecordedRequest request = head.get();
                requests.add(request);
                if (allowed.test(request)) {
                    reader.writeHeadTo(server.getOutputStream());
                    reader.copyBody(request, server.getOutputStream(), damaged.test(request));
                } else {
                    refuse(request, reader, client);
                    if (request.expectsContinue()) {
                        return; // whether the body follows is not known now
                    }
                }
            }
        } catch (IOException e) {
            // One end is gone; the other learns it by being closed.
        } finally {
            closeQuietly(server);
            closeQuietly(client);
        }
    }

    /** The client waits for this answer, so the other thread has nothing to send in between. */
    private static void refuse(RecordedRequest request, RequestReader reader, Socket client) throws IOException {
        if (!request.expectsContinue()) {
            reader.copyBody(request, OutputStream.nullOutputStream(), false);
        }
        client.getOutputStream().write(REFUSAL_HEAD);
        client.getOutputStream().write(REFUSAL_BODY);
    }

    private void passAnswers(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // As above.
        } finally {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private void closeQuietly(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was to be sent any more.
        }
    }

    private static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, "s3-test-server-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
