package io.snapferry.server.http;

/**
 * How the client wants an answer to look.
 *
 * @param isPretty {@code pretty=true}: for people
 * @param isEnveloped {@code envelope=true}: the status in the body as well, for clients that cannot see it
 */
record Presentation(boolean isPretty, boolean isEnveloped) {
    static final Presentation PLAIN = new Presentation(false, false);

    /** @throws ApiException when a parameter is neither true nor false */
    static Presentation of(QueryParameters query) {
        return new Presentation(query.flag("pretty", false), query.flag("envelope", false));
    }

    /** For the answer to a request that is refused anyway: what cannot be understood is taken for absent. */
    static Presentation ofRefused(String query) {
        try {
            return of(QueryParameters.parse(query));
        } catch (ApiException e) {
            return PLAIN;
        }
    }

    /** The body as it goes over the wire. */
    byte[] write(int status, Object body) {
        return JsonFormat.write(isEnveloped ? envelope(status, body) : body, isPretty);
    }

    private static Object envelope(int status, Object body) {
        return body instanceof PagedList<?> list ? list.withStatus(status) : new Envelope(status, body);
    }
}
