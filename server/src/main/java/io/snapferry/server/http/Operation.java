package io.snapferry.server.http;

import io.snapferry.server.auth.Permission;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One thing that the API can do. Implement one of the interfaces below this one where the path names a project, a cluster or
 * an organization: they let nobody in who may not be there. Thread-safe.
 */
public interface Operation {
    /** Method and path. */
    Route route();

    /** The version of a versioned API that this is; absent where there are no versions. */
    default Optional<LocalDate> version() {
        return Optional.empty();
    }

    /** The day on which this version may go away, when a newer one replaced it. */
    default Optional<LocalDate> sunset() {
        return Optional.empty();
    }

    /** What the key must be allowed. */
    Permission permission();

    /** What the served description says of it. */
    OperationDescription description();

    /**
     * Does it.
     *
     * @param gate opens what the path names
     * @throws ApiException when the request cannot be granted
     */
    Answer answer(ApiRequest request, Gate gate);
}
