package io.snapferry.server.http;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Tells clients of a version that a newer one replaced it, and until when it is served; in the form of Atlas's headers. */
final class Deprecation {
    private Deprecation() {}

    /** @param candidates all versions of the operation */
    static void tell(Context context, Operation operation, List<Operation> candidates, LocalDate sunset) {
        LocalDate version = operation.version().orElse(LocalDate.MIN);
        candidates.stream()
                .map(Operation::version)
                .flatMap(Optional::stream)
                .filter(other -> other.isAfter(version))
                .min(LocalDate::compareTo)
                .ifPresent(newer -> context.header("Deprecation", midnight(newer)));
        context.header("Sunset", midnight(sunset));
    }

    private static String midnight(LocalDate day) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(day.atStartOfDay(ZoneOffset.UTC));
    }
}
