package io.snapferry.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The body of a request, not read before an operation wants it, and never more of it than the limit. */
final class RequestBody {
    /** Atlas's clients send either; without the header the body is taken for what it must be. */
    private static final Pattern JSON =
            Pattern.compile("application/(json|vnd\\.atlas\\.[a-z0-9.-]+\\+json)[ \\t]*(;.*)?");

    /** What is read of a refused body at most; a client that sends more sees a closed connection. */
    private static final long MAX_DRAINED_BYTES = 16L << 20;

    private static final Pattern FORM = Pattern.compile("application/x-www-form-urlencoded[ \\t]*(;.*)?");

    private static final int BUFFER_BYTES = 8192;

    private final HttpServletRequest request;
    private final int maxBytes;

    RequestBody(HttpServletRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    /** @throws ApiException when it is not JSON by its content type, or larger than the limit */
    byte[] read() {
        return read(JSON, true);
    }

    /** @throws ApiException when it is not a form by its content type, malformed, or larger than the limit */
    QueryParameters readForm() {
        return QueryParameters.parse(new String(read(FORM, false), StandardCharsets.UTF_8));
    }

    private byte[] read(Pattern expected, boolean isTypeOptional) {
        String contentType = request.getContentType();
        boolean isExpected = contentType == null
                ? isTypeOptional
                : expected.matcher(contentType.strip().toLowerCase(Locale.ROOT)).matches();
        if (!isExpected) {
            throw ApiErrorCode.UNSUPPORTED_MEDIA_TYPE.with(String.valueOf(contentType));
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw ApiErrorCode.REQUEST_BODY_TOO_LARGE.with(maxBytes);
        }
        SlowClients.Turn turn = SlowClients.Turn.of(request);
        turn.reads();
        try {
            byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw ApiErrorCode.REQUEST_BODY_TOO_LARGE.with(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw ApiErrorCode.MALFORMED_JSON.with("it did not arrive completely");
        } finally {
            turn.hasRead();
        }
    }

    /**
     * Reads what a client still sends of a refused body and drops it. Many clients send all before they look at the answer,
     * and would report a broken connection instead of the reason.
     */
    void drain() {
        boolean isWaitingForPermission = request.getHeader("Expect") != null;
        if (isWaitingForPermission || request.getContentLengthLong() > MAX_DRAINED_BYTES) {
            return;
        }
        SlowClients.Turn turn = SlowClients.Turn.of(request);
        turn.reads();
        try {
            InputStream stream = request.getInputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long drained = 0;
            int count = stream.read(buffer);
            while (count >= 0 && drained < MAX_DRAINED_BYTES) {
                drained += count;
                count = stream.read(buffer);
            }
        } catch (IOException e) {
            // the client is gone or cannot end its body: whether the answer reaches it is its own matter now
        } finally {
            turn.hasRead();
        }
    }
}
