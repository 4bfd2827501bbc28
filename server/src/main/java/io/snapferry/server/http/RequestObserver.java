package io.snapferry.server.http;

/** Hears of every request when its answer is known. Called by many threads; returns at once and throws nothing. */
@FunctionalInterface
public interface RequestObserver {
    void handled(HandledRequest request);

    /** Tells both. */
    default RequestObserver and(RequestObserver other) {
        return request -> {
            handled(request);
            other.handled(request);
        };
    }
}
