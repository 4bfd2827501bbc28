package io.snapferry.server.http;

import io.snapferry.server.auth.Permission;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An operation of a versioned API, as it is since a date. Several of one route stand side by side; which one answers is the
 * client's choice, see {@link VersionNegotiation}.
 *
 * @param since the version's date
 * @param sunset the day on which it may go away; absent unless a newer version replaced it
 * @param operation that answers
 */
public record Versioned(LocalDate since, Optional<LocalDate> sunset, Operation operation) implements Operation {

    /** For example {@code Versioned.since("2023-01-01", new GetExport(...))}. */
    public static Versioned since(String date, Operation operation) {
        return new Versioned(LocalDate.parse(date), Optional.empty(), operation);
    }

    /** The same version, of which clients are told that it may go away on this day. */
    public Versioned withSunset(String date) {
        return new Versioned(since, Optional.of(LocalDate.parse(date)), operation);
    }

    @Override
    public Route route() {
        return operation.route();
    }

    @Override
    public Permission permission() {
        return operation.permission();
    }

    @Override
    public OperationDescription description() {
        return operation.description();
    }

    @Override
    public Optional<LocalDate> version() {
        return Optional.of(since);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        return operation.answer(request, gate);
    }
}
