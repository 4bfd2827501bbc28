package io.snapferry.server.http;

import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param status the HTTP status: 200 to 299, 503 of a probe, or an error of a protocol that is not Atlas's
 * @param body a wire record or an {@link EventStream}; absent for 204
 * @param headers besides those of every answer
 */
public record Answer(int status, Optional<Object> body, Map<String, String> headers) {
    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** Without further headers. */
    public Answer(int status, Optional<Object> body) {
        this(status, body, Map.of());
    }

    /** 200, also for what was created: Atlas answers so. */
    public static Answer ok(Object body) {
        return new Answer(200, Optional.of(body));
    }

    /** 201, for what our own endpoints create, and for the few things for which Atlas answers so. */
    public static Answer created(Object body) {
        return new Answer(201, Optional.of(body));
    }

    /** 202 with an empty object: Atlas deletes what is large in its own time. */
    public static Answer accepted() {
        return new Answer(202, Optional.of(Map.of()));
    }

    /** 200, and a body that is sent piece by piece. */
    public static Answer stream(EventStream events) {
        return new Answer(200, Optional.of(events));
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Optional.empty());
    }
}
