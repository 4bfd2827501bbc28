package io.snapferry.server.http;

/**
 * Where an operation is.
 *
 * @param method the HTTP method
 * @param template the path with its parameters in braces, without a trailing slash, for example {@code
 *     /api/atlas/v1.0/groups/{groupId}/backup/exportBuckets}
 */
public record Route(Method method, String template) {
    /** The methods that operations have; HEAD and OPTIONS follow from them. */
    public enum Method {
        GET,
        POST,
        PATCH,
        PUT,
        DELETE
    }

    /** Reads. */
    public static Route get(String template) {
        return new Route(Method.GET, template);
    }

    /** Creates. */
    public static Route post(String template) {
        return new Route(Method.POST, template);
    }

    /** Changes. */
    public static Route patch(String template) {
        return new Route(Method.PATCH, template);
    }

    /** Replaces. */
    public static Route put(String template) {
        return new Route(Method.PUT, template);
    }

    /** Deletes. */
    public static Route delete(String template) {
        return new Route(Method.DELETE, template);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
