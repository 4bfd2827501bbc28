package io.snapferry.server.openapi;

import io.snapferry.server.http.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server serves of its own description. It is written when it is first asked for: a server that nobody asks starts
 * without it. Thread-safe.
 */
public final class ApiDescription {
    private final List<Operation> others;
    private final List<Operation> operations;
    private @Nullable Written written; // guarded by this

    private record Written(ServedDocument openApi, DocumentationPage page) {}

    /** Describes these operations, and the two that serve the description. */
    public ApiDescription(List<Operation> others) {
        this.others = List.copyOf(others);
        this.operations = List.of(
                new GetOpenApi(() -> written().openApi()),
                new GetDocs(() -> written().page()));
    }

    /** The two that serve it. */
    public List<Operation> operations() {
        return operations;
    }

    /** @throws IllegalStateException when two descriptions contradict each other */
    private synchronized Written written() {
        Written known = written;
        if (known == null) {
            List<DescribedRoute> routes = DescribedRoute.all(
                    Stream.concat(others.stream(), operations.stream()).toList());
            known = new Written(
                    new ServedDocument("application/json", OpenApiDocument.of(routes), Map.of()),
                    new DocumentationPage(routes));
            written = known;
        }
        return known;
    }
}
