package io.snapferry.server.http;

import io.javalin.http.Context;
import io.snapferry.server.auth.Principal;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.schema.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A request as an operation sees it. Used by one thread. */
public final class ApiRequest {
    private final Context context;
    private final Optional<Principal> principal;
    private final QueryParameters query;
    private final RequestBody body;

    ApiRequest(Context context, Optional<Principal> principal, QueryParameters query, RequestBody body) {
        this.context = context;
        this.principal = principal;
        this.query = query;
        this.body = body;
    }

    /** Who asks. Only for operations that ask for one. */
    public Principal principal() {
        return principal.orElseThrow(() -> new IllegalStateException("the operation is open to anyone"));
    }

    /** The value of a path parameter, decoded. */
    public String pathParameter(String name) {
        return context.pathParam(name);
    }

    /**
     * A path parameter that is an id.
     *
     * @throws ApiException when it has not the form of one
     */
    public <T> Id<T> id(String name) {
        String text = pathParameter(name);
        if (!Id.isValid(text)) {
            throw ApiErrorCode.INVALID_PATH_PARAMETER.with(name, "expected 24 hex digits, found \"" + text + "\"");
        }
        return new Id<>(text);
    }

    /** What follows the question mark. */
    public QueryParameters query() {
        return query;
    }

    /**
     * The page that is asked for.
     *
     * @throws ApiException when a parameter is out of range
     */
    public PageQuery page() {
        return PageQuery.of(query, origin() + context.path());
    }

    /**
     * The body, which must be a JSON object.
     *
     * @param fields that it may have
     * @throws ApiException when it is not JSON, too large, or has other attributes
     */
    public JsonBody body(Schema.Fields fields) {
        return JsonBody.parse(body.read(), fields);
    }

    /**
     * The body, which must be a JSON array of objects.
     *
     * @param maxSize how many there may be
     * @param fields that each may have
     * @throws ApiException when it is not JSON, too large, or an element has other attributes
     */
    public List<JsonBody> bodies(int maxSize, Schema.Fields fields) {
        return JsonBody.parseArray(body.read(), maxSize, fields);
    }

    /**
     * The body, which must be a form ({@code application/x-www-form-urlencoded}).
     *
     * @throws ApiException when it is none, or too large
     */
    public QueryParameters form() {
        return body.readForm();
    }

    /** The value of a header that was sent exactly once. */
    public Optional<String> header(String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** All values of a header, in the order in which they were sent. */
    public List<String> headers(String name) {
        return Collections.list(context.req().getHeaders(name));
    }

    /** The address that the request comes from, as text; what a trusted proxy says of it, when there is one. */
    public String clientAddress() {
        return ApiRouter.clientAddress(context);
    }

    /** Absolute URL of the requested path, without query and without a slash at its end. */
    public String url() {
        return origin() + context.path().replaceAll("/+$", "");
    }

    /** Scheme and host of this server as the client named it, or a trusted proxy did, for example {@code http://localhost:8080}. */
    public String origin() {
        String host = context.host();
        return context.scheme() + "://" + (host == null ? "localhost:" + context.port() : host);
    }
}
