package io.snapferry.server.openapi;

import io.snapferry.server.http.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the server serves of its own description. Thread-safe. */
public final class ApiDescription {
    private final List<Operation> operations;
    private final ServedDocument openApi;
    private final DocumentationPage page;

    /**
     * Describes these operations, and the two that serve the description.
     *
     * @throws IllegalStateException when two descriptions contradict each other
     */
    public ApiDescription(List<Operation> others) {
        operations = List.of(new GetOpenApi(this::openApi), new GetDocs(this::page));
        List<DescribedRoute> routes = DescribedRoute.all(
                Stream.concat(others.stream(), operations.stream()).toList());
        openApi = new ServedDocument("application/json", OpenApiDocument.of(routes), Map.of());
        page = new DocumentationPage(routes);
    }

    /** The two that serve it. */
    public List<Operation> operations() {
        return operations;
    }

    private ServedDocument openApi() {
        return openApi;
    }

    private DocumentationPage page() {
        return page;
    }
}
