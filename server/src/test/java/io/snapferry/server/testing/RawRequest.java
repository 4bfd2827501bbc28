package io.snapferry.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes on a connection, for requests that no HTTP client would send. */
public final class RawRequest {
    private static final int TIMEOUT_MILLIS = 5_000;

    private RawRequest() {}

    /** Sends the text as ISO-8859-1 and gives back all that comes until the server closes or falls silent. */
    public static String send(URI server, String text) {
        return send(server, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes and gives back all that comes until the server closes or falls silent. */
    public static String send(URI server, byte[] bytes) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            InputStream input = socket.getInputStream();
            byte[] buffer = new byte[8192];
            int count = input.read(buffer);
            while (count >= 0) {
                answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                count = input.read(buffer);
            }
        } catch (SocketTimeoutException e) {
            answer.append("\n(no end within ").append(TIMEOUT_MILLIS).append(" ms)");
        } catch (IOException e) {
            answer.append("\n(").append(e.getMessage()).append(')');
        }
        return answer.toString();
    }
}
