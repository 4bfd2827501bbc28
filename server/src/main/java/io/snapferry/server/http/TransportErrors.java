package io.snapferry.server.http;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers to what never becomes a request of the API: a malformed request line, headers that are too large, a path that could
 * be read in two ways. The usual error body, and nothing about the server or the cause.
 */
final class TransportErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        boolean isOfServer = status >= 500 && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
        String detail = isOfServer ? "The server could not answer." : "The request is not acceptable HTTP.";
        ErrorBody body = new ErrorBody(
                detail, status, ApiErrorCode.UNEXPECTED_ERROR.name(), List.of(), ErrorBody.reason(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ResponseWriter.JSON);
        response.getHeaders().put(ResponseWriter.ERROR_CODE, body.errorCode());
        response.write(true, ByteBuffer.wrap(JsonFormat.write(body, false)), callback);
        return true;
    }
}
