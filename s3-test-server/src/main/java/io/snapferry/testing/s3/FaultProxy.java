package io.snapferry.testing.s3;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands before an S3 server and does to requests what networks and stores do, as its plan says. A connection carries one
 * request, so that a fault hits no other. Thread-safe.
 *
 * <pre>
 * client -> FaultProxy -> server
 * </pre>
 */
public final class FaultProxy implements Closeable {
    private static final int MILLIS_PER_SECOND = 1_000;

    private final URI server;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Fault.Kind, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile FaultPlan plan;

    /** Listens at once, on a port of its own of the loopback address. */
    public FaultProxy(URI server, FaultPlan plan) throws IOException {
        this.server = server;
        this.plan = plan;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startThread(this::accept);
    }

    /** Where clients are to go instead of the server. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** From the next request on. */
    public void follow(FaultPlan next) {
        plan = next;
    }

    /** How often what happened; {@link Fault.Kind#NONE} counts what passed. */
    public Map<Fault.Kind, Long> counts() {
        Map<Fault.Kind, Long> sums = new EnumMap<>(Fault.Kind.class);
        counts.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }

    /** Cuts what is under way. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                startThread(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(new BufferedInputStream(client.getInputStream()));
            Optional<RecordedRequest> request = reader.nextHead();
            if (request.isPresent()) {
                Fault fault = plan.next(request.get());
                counts.computeIfAbsent(fault.kind(), kind -> new LongAdder()).increment();
                serve(request.get(), fault, reader, client);
            }
        } catch (IOException e) {
            // One end is gone; the other learns it by being closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void serve(RecordedRequest request, Fault fault, RequestReader reader, Socket client)
            throws IOException, InterruptedException {
        switch (fault.kind()) {
            case NONE, CHANGED_BYTE, TRICKLE ->
                client.getOutputStream().write(exchange(request, fault, reader, client));
            case DELAY -> {
                Thread.sleep((long) (fault.amount() * MILLIS_PER_SECOND));
                client.getOutputStream().write(exchange(request, fault, reader, client));
            }
            case SERVER_ERROR -> refuse("500 Internal Server Error", "InternalError", request, reader, client);
            case SLOW_DOWN -> refuse("503 Slow Down", "SlowDown", request, reader, client);
            case ERROR_WITHIN_SUCCESS -> refuse("200 OK", "InternalError", request, reader, client);
            case RESET, OUTAGE -> reset(client);
            case CUT_REQUEST -> cutRequest(request, fault.amount(), reader, client);
            case CUT_ANSWER -> {
                byte[] answer = exchange(request, fault, reader, client);
                client.getOutputStream().write(answer, 0, (int) (fault.amount() * answer.length));
            }
            case LOST_ANSWER -> {
                byte[] unused = exchange(request, fault, reader, client);
                reset(client);
            }
        }
    }

    /** @return the server's answer, head and body; answers to uploads and lists are small */
    private byte[] exchange(RecordedRequest request, Fault fault, RequestReader reader, Socket client)
            throws IOException {
        try (Socket store = connect()) {
            reader.writeHeadAsLastTo(store.getOutputStream());
            letContinue(request, client);
            OutputStream body = fault.kind() == Fault.Kind.TRICKLE
                    ? new TricklingStream(store.getOutputStream(), fault.amount())
                    : store.getOutputStream();
            reader.copyBody(request, body, fault.kind() == Fault.Kind.CHANGED_BYTE);
            return store.getInputStream().readAllBytes();
        }
    }

    private void cutRequest(RecordedRequest request, double share, RequestReader reader, Socket client)
            throws IOException {
        try (Socket store = connect()) {
            reader.writeHeadAsLastTo(store.getOutputStream());
            letContinue(request, client);
            reader.copyStartOfBody((long) (share * request.bodySizeBytes()), store.getOutputStream());
            reset(store);
        }
        reset(client);
    }

    private static void refuse(String status, String code, RecordedRequest request, RequestReader reader, Socket client)
            throws IOException {
        letContinue(request, client);
        reader.copyBody(request, OutputStream.nullOutputStream(), false);
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                + "</Code><Message>by the plan</Message></Error>";
        String answer =
                "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static void letContinue(RecordedRequest request, Socket client) throws IOException {
        if (request.expectsContinue()) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Socket connect() throws IOException {
        Socket store = new Socket(server.getHost(), server.getPort());
        sockets.add(store);
        store.setTcpNoDelay(true);
        return store;
    }

    /** The other side sees a reset instead of an end. */
    private static void reset(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets bytes pass slowly, some at a time. */
    private static final class TricklingStream extends OutputStream {
        private static final int PIECES_PER_SECOND = 20;

        private final OutputStream out;
        private final int pieceBytes;

        TricklingStream(OutputStream out, double bytesPerSecond) {
            this.out = out;
            this.pieceBytes = Math.max(1, (int) (bytesPerSecond / PIECES_PER_SECOND));
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int from = offset; from < offset + length; from += pieceBytes) {
                out.write(bytes, from, Math.min(pieceBytes, offset + length - from));
                out.flush();
                try {
                    Thread.sleep(MILLIS_PER_SECOND / PIECES_PER_SECOND);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }
        }
    }
}
