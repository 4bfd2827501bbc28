package io.snapferry.testing.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes requests of HTTP/1.1 off a connection without changing a byte. Only bodies of a stated length are known, which is
 * what S3 clients send. Not thread-safe.
 */
final class RequestReader {
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private int headLength;

    /** Should be buffered: heads are read byte by byte. */
    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Reads up to the body of the next request; empty when the client has closed the connection. */
    Optional<RecordedRequest> nextHead() throws IOException {
        headLength = 0;
        while (!headIsComplete()) {
            int next = in.read();
            if (next < 0) {
                if (headLength == 0) {
                    return Optional.empty();
                }
                throw new EOFException("connection closed inside the head of a request");
            }
            if (headLength == head.length) {
                throw new IOException("the head of a request has more than " + MAX_HEAD_BYTES + " bytes");
            }
            head[headLength++] = (byte) next;
        }
        return Optional.of(parse(new String(head, 0, headLength, StandardCharsets.ISO_8859_1)));
    }

    /** The bytes of the head that was read last. */
    void writeHeadTo(OutputStream out) throws IOException {
        out.write(head, 0, headLength);
        out.flush();
    }

    /** The same, changed so that the other side closes the connection behind its answer and does not wait for the body. */
    void writeHeadAsLastTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : new String(head, 0, headLength, StandardCharsets.ISO_8859_1)
                .strip()
                .split("\r\n", -1)) {
            String lowerCase = line.toLowerCase(Locale.ROOT);
            if (!lowerCase.startsWith("connection:") && !lowerCase.startsWith("expect:")) {
                text.append(line).append("\r\n");
            }
        }
        text.append("Connection: close\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Passes on the first bytes of the body of the request that was read last. */
    void copyStartOfBody(long lengthBytes, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long remaining = lengthBytes; remaining > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (count < 0) {
                throw new EOFException("connection closed inside the body of a request");
            }
            remaining -= count;
            out.write(buffer, 0, count);
        }
        out.flush();
    }

    /** Passes on the body of the request that was read last. */
    void copyBody(RecordedRequest request, OutputStream out, boolean damageLastByte) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long remaining = request.bodySizeBytes();
        while (remaining > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (count < 0) {
                throw new EOFException("connection closed inside the body of a request");
            }
            remaining -= count;
            if (remaining == 0 && damageLastByte) {
                buffer[count - 1] ^= 1;
            }
            out.write(buffer, 0, count);
        }
        out.flush();
    }

    private boolean headIsComplete() {
        return headLength >= 4
                && head[headLength - 4] == '\r'
                && head[headLength - 3] == '\n'
                && head[headLength - 2] == '\r'
                && head[headLength - 1] == '\n';
    }

    private static RecordedRequest parse(String text) throws IOException {
        String[] lines = text.strip().split("\r\n", -1);
        String[] requestLine = lines[0].split(" ", -1);
        if (requestLine.length != 3) {
            throw new IOException("not a request line: " + lines[0]);
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + lines[i]);
            }
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("a body without a stated length: " + lines[0]);
        }
        String target = requestLine[1];
        int question = target.indexOf('?');
        return new RecordedRequest(
                requestLine[0],
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers);
    }
}
