package io.snapferry.store.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An HTTP server that answers as a test says, including in ways that no HTTP server would: a cut line, silence, an answer
 * before the request has arrived.
 */
final class ScriptedServer implements Closeable {
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, Reply> script;

    /** @param body byte by byte; empty when the reply was {@link Reply#beforeBody} */
    record Request(String method, String target, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        boolean isPut() {
            return method.equals("PUT");
        }

        Request withBody(String newBody) {
            return new Request(method, target, headers, newBody);
        }
    }

    private enum Manner {
        WHOLE,
        BEFORE_BODY,
        CUT,
        HANG_UP,
        RESET,
        SILENT
    }

    record Reply(int status, Map<String, String> headers, String body, Manner manner) {
        static Reply ok() {
            return ok("");
        }

        static Reply ok(String body) {
            return new Reply(200, Map.of(), body, Manner.WHOLE);
        }

        static Reply error(int status, String code, String message) {
            String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message
                    + "</Message><RequestId>r1</RequestId></Error>";
            return new Reply(status, Map.of("Content-Type", "application/xml"), body, Manner.WHOLE);
        }

        /** Half of a good answer, then the end of the connection. */
        static Reply cut() {
            return new Reply(200, Map.of("ETag", "\"e\""), "x".repeat(1000), Manner.CUT);
        }

        /** The end of the connection for an answer. */
        static Reply hangUp() {
            return new Reply(0, Map.of(), "", Manner.HANG_UP);
        }

        /** The connection is reset when the head has arrived. */
        static Reply reset() {
            return new Reply(0, Map.of(), "", Manner.RESET);
        }

        /** Nothing, ever. */
        static Reply silence() {
            return new Reply(0, Map.of(), "", Manner.SILENT);
        }

        Reply header(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body, manner);
        }

        Reply withStatus(int otherStatus) {
            return new Reply(otherStatus, headers, body, manner);
        }

        /** Answered, and the connection closed, without reading what the client still sends. */
        Reply beforeBody() {
            return new Reply(status, headers, body, Manner.BEFORE_BODY);
        }
    }

    /** @param script decides by the head alone; it may be called by several threads */
    ScriptedServer(Function<Request, Reply> script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startThread(this::accept);
    }

    /** Answers the first request with the first reply and so on, and repeats the last one. */
    static ScriptedServer replying(Reply... replies) throws IOException {
        List<Reply> rest = new ArrayList<>(List.of(replies));
        return new ScriptedServer(request -> {
            synchronized (rest) {
                return rest.size() > 1 ? rest.remove(0) : rest.get(0);
            }
        });
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

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
                Socket socket = listener.accept();
                sockets.add(socket);
                startThread(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                if (!answer(parse(head), socket, in, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away, which some tests want.
        } finally {
            sockets.remove(socket);
        }
    }

    /** @return whether the connection goes on */
    private boolean answer(Request head, Socket socket, InputStream in, OutputStream out) throws IOException {
        Reply reply = script.apply(head);
        if (reply.manner() == Manner.RESET) {
            requests.add(head);
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            return false;
        }
        if (reply.manner() == Manner.BEFORE_BODY) {
            requests.add(head);
            send(reply, out);
            return false;
        }
        if (head.header("expect").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        requests.add(head.withBody(readBody(head, in)));
        return finish(reply, in, out);
    }

    private static boolean finish(Reply reply, InputStream in, OutputStream out) throws IOException {
        if (reply.manner() == Manner.HANG_UP) {
            return false;
        }
        if (reply.manner() == Manner.SILENT) {
            while (in.read() >= 0) {
                // until the client gives up
            }
            return false;
        }
        send(reply, out);
        return reply.manner() == Manner.WHOLE;
    }

    private static void send(Reply reply, OutputStream out) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Status\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
        out.write(body, 0, reply.manner() == Manner.CUT ? body.length / 2 : body.length);
        out.flush();
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (next == '\n' && text.endsWith("\r\n\r\n")) {
                return text.strip();
            }
        }
        return "";
    }

    private static Request parse(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] requestLine = lines[0].split(" ", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Request(requestLine[0], requestLine[1], headers, "");
    }

    private static String readBody(Request head, InputStream in) throws IOException {
        String length = head.header("content-length");
        return new String(in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
