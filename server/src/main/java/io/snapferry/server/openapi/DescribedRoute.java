package io.snapferry.server.openapi;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.VersionNegotiation;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operation with all its versions.
 *
 * @param versions oldest first; one where there are no versions
 */
record DescribedRoute(Route route, List<Operation> versions) {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private static final Property PRETTY =
            Property.optional("pretty", Schema.flag(), "whether the answer is laid out for people, false when absent");

    /** All routes, by path and method. */
    static List<DescribedRoute> all(List<Operation> operations) {
        SortedMap<Route, List<Operation>> byRoute =
                new TreeMap<>(Comparator.comparing(Route::template).thenComparing(Route::method));
        operations.forEach(operation -> byRoute.merge(
                operation.route(),
                List.of(operation),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
        return byRoute.entrySet().stream()
                .map(entry -> new DescribedRoute(entry.getKey(), oldestFirst(entry.getValue())))
                .toList();
    }

    private static List<Operation> oldestFirst(List<Operation> versions) {
        return versions.stream()
                .sorted(Comparator.comparing(operation -> operation.version().orElse(LocalDate.MIN)))
                .toList();
    }

    Operation newest() {
        return versions.get(versions.size() - 1);
    }

    OperationDescription description() {
        return newest().description();
    }

    Permission permission() {
        return newest().permission();
    }

    /** Unique over all APIs: those of Atlas have the API before it. */
    String operationId() {
        String id = description().id();
        String capital = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
        if (route.template().startsWith("/api/atlas/v1.5")) {
            return "v15" + capital;
        }
        if (route.template().startsWith("/api/atlas/v1.0")) {
            return "v1" + capital;
        }
        return route.template().startsWith("/api/atlas/v2") ? "v2" + capital : id;
    }

    /** Those of the path come first. */
    List<Property> pathParameters() {
        return PathParameters.of(route);
    }

    List<Property> queryParameters() {
        Stream<Property> told = versions.stream()
                .flatMap(operation -> operation.description().query().stream())
                .distinct();
        Stream<Property> ofPages = isPaged() ? PageQuery.PARAMETERS.stream() : Stream.of();
        Stream<Property> ofAll = isDocument() ? Stream.of() : Stream.of(PRETTY);
        return Stream.of(told, ofPages, ofAll).flatMap(part -> part).toList();
    }

    private boolean isPaged() {
        return forms().anyMatch(OperationDescription.Form.PageOf.class::isInstance);
    }

    private boolean isDocument() {
        return forms().anyMatch(OperationDescription.Form.Document.class::isInstance);
    }

    private Stream<OperationDescription.Form> forms() {
        return versions.stream()
                .flatMap(operation -> operation.description().contents().stream())
                .map(OperationDescription.Content::form);
    }

    /** The codes of its errors, by status. */
    SortedMap<Integer, SortedSet<ApiErrorCode>> errors() {
        return versions.stream()
                .flatMap(operation ->
                        Stream.concat(ImpliedErrors.of(operation).stream(), operation.description().errors().stream()))
                .flatMap(code -> statuses(code).map(status -> new Refusal(status, code)))
                .collect(Collectors.groupingBy(
                        Refusal::status,
                        TreeMap::new,
                        Collectors.mapping(Refusal::code, Collectors.toCollection(TreeSet::new))));
    }

    private record Refusal(int status, ApiErrorCode code) {}

    /** What is no acceptable HTTP, or too long, is refused before any operation, with the one code that says nothing. */
    private static Stream<Integer> statuses(ApiErrorCode code) {
        return code == ApiErrorCode.UNEXPECTED_ERROR
                ? Stream.of(400, 414, 431, code.status())
                : Stream.of(code.status());
    }

    /** The media type of a version's bodies and answers. */
    static String mediaType(Operation operation) {
        return operation.version().map(VersionNegotiation::mediaType).orElse(JSON);
    }
}
