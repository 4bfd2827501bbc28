package io.snapferry.server.http;

import io.snapferry.server.auth.Principal;
import java.time.Duration;
import java.util.Optional;

/**
 * A request that was answered.
 *
 * @param id as the client sees it in {@code X-Request-Id}
 * @param operation its id in the API's description; empty when the path leads nowhere
 * @param route with its parameters in braces; empty when the path leads nowhere
 * @param method of HTTP
 * @param principal who asked, when that is known
 * @param address where it came from, as text
 * @param status of the answer
 * @param duration until the answer was known; of a stream, until it was opened
 * @param isStream whether the answer was sent piece by piece
 */
public record HandledRequest(
        String id,
        String operation,
        String route,
        String method,
        Optional<Principal> principal,
        String address,
        int status,
        Duration duration,
        boolean isStream) {}
