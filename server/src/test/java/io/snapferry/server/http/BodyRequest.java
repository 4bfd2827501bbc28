package io.snapferry.server.http;

import io.javalin.http.Context;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A request of which nothing but the body is there, for what reads bodies. */
public final class BodyRequest {
    private static final int MAX_BYTES = 1 << 20;

    private BodyRequest() {}

    /** With a body of no stated type and no stated length. */
    public static ApiRequest of(byte[] body) {
        HttpServletRequest request =
                only(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentType" -> null;
                    case "getContentLengthLong" -> -1L;
                    case "getInputStream" -> new BodyStream(body);
                    case "getAttribute" -> new Untimed();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Context context = only(Context.class, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.getName());
        });
        return new ApiRequest(context, Optional.empty(), QueryParameters.NONE, new RequestBody(request, MAX_BYTES));
    }

    /** Nobody is slow here. */
    private static final class Untimed implements SlowClients.Turn {
        @Override
        public void reads() {}

        @Override
        public void hasRead() {}

        @Override
        public void streams() {}
    }

    private static <T> T only(Class<T> type, InvocationHandler methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, methods));
    }

    private static final class BodyStream extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        BodyStream(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("nobody reads without blocking");
        }
    }
}
