package io.snapferry.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription.Content;
import io.snapferry.server.http.OperationDescription.Form;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the operations as OpenAPI 3.0.3: the version that all generators and checkers of today read. The same operations give
 * the same bytes.
 */
final class OpenApiDocument {
    private static final String DESCRIPTION = """
            What this server implements, and nothing else. `/api/atlas/v1.0` and `/api/atlas/v2` answer as MongoDB Atlas \
            does, `/api/snapferry/v1` holds the server's own additions.

            A request of v2 names the version of an operation in its `Accept` header, \
            `application/vnd.atlas.<date>+json`: the newest version that is not newer answers, and the content type of the \
            answer names it. Bodies may be sent as `application/json` as well.

            In a body `null` stands for an absent attribute, and `links` is ignored anywhere. `envelope=true` puts any answer \
            into `{"status": ..., "content": ...}`, and the status into a page; that form is not described here.""";

    private static final Schema.Fields ERROR = new Schema.Fields(
            "ApiError",
            List.of(
                    Property.required("detail", Schema.text(), "a sentence for people"),
                    Property.required("error", Schema.whole(400, 599), "the HTTP status"),
                    Property.required("errorCode", Schema.text(), "for programs; also in the header X-Error-Code"),
                    Property.optional(
                            "parameters",
                            Schema.listOf(Schema.text()),
                            "what was inserted into detail, in order; absent when the sign-in is refused"),
                    Property.required("reason", Schema.text(), "the status in words")),
            true);

    private static final String UNAUTHORIZED = "401";

    private final Components components = new Components();

    private OpenApiDocument() {}

    static byte[] of(List<DescribedRoute> routes) {
        try {
            return new ObjectMapper().writeValueAsBytes(new OpenApiDocument().document(routes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the description", e);
        }
    }

    private Map<String, Object> document(List<DescribedRoute> routes) {
        Map<String, Object> paths = new TreeMap<>();
        for (DescribedRoute route : routes) {
            pathItem(paths, route.route().template())
                    .put(route.route().method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        return ordered(
                "openapi", "3.0.3",
                "info", ordered("title", "Snapferry", "description", DESCRIPTION, "version", "1"),
                "servers", List.of(ordered("url", "/")),
                "tags",
                        Stream.of(Tag.values())
                                .map(tag -> ordered("name", tag.title(), "description", tag.text()))
                                .toList(),
                "paths", paths,
                "components", ordered("schemas", components.definitions(), "securitySchemes", securitySchemes()));
    }

    @SuppressWarnings("unchecked") // only maps are put into the paths
    private static Map<String, Object> pathItem(Map<String, Object> paths, String template) {
        return (Map<String, Object>) paths.computeIfAbsent(template, any -> new LinkedHashMap<>());
    }

    private static Map<String, Object> securitySchemes() {
        return ordered(
                "digest", ordered("type", "http", "scheme", "digest", "description", "an API key"),
                "bearer", ordered("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                "client", ordered("type", "http", "scheme", "basic", "description", "a service account"));
    }

    private Map<String, Object> operation(DescribedRoute route) {
        Map<String, Object> operation = ordered(
                "operationId", route.operationId(),
                "tags", List.of(route.description().tag().title()),
                "summary", route.description().summary(),
                "description", permissionText(route.permission()),
                "x-required-permission", route.permission().name(),
                "security", security(route));
        List<Object> parameters = new ArrayList<>();
        route.pathParameters().forEach(parameter -> parameters.add(parameter("path", parameter)));
        route.queryParameters().forEach(parameter -> parameters.add(parameter("query", parameter)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        requestBody(route).ifPresent(body -> operation.put("requestBody", body));
        operation.put("responses", responses(route));
        return operation;
    }

    static String permissionText(Permission permission) {
        return switch (permission) {
            case ANYONE -> "Needs no key.";
            case ANY_KEY -> "Needs any key.";
            default ->
                "Needs the permission " + permission + ", which is given by "
                        + permission.roles().stream().sorted().map(Role::name).collect(Collectors.joining(", "))
                        + ".";
        };
    }

    private static List<Object> security(DescribedRoute route) {
        if (route.description().tag() == Tag.TOKENS) {
            return List.of(ordered("client", List.of()));
        }
        return route.permission() == Permission.ANYONE
                ? List.of()
                : List.of(ordered("digest", List.of()), ordered("bearer", List.of()));
    }

    private Map<String, Object> parameter(String place, Property property) {
        Map<String, Object> parameter = ordered("name", property.name(), "in", place);
        if (!property.text().isEmpty()) {
            parameter.put("description", property.text());
        }
        parameter.put("required", property.isRequired());
        parameter.put("schema", property.schema().keywords(components));
        return parameter;
    }

    private Optional<Map<String, Object>> requestBody(DescribedRoute route) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (Operation version : route.versions()) {
            version.description()
                    .body()
                    .ifPresent(body -> content.put(
                            body.isForm() ? DescribedRoute.FORM : DescribedRoute.mediaType(version),
                            ordered("schema", body.schema().keywords(components))));
        }
        return content.isEmpty() ? Optional.empty() : Optional.of(ordered("required", true, "content", content));
    }

    private Map<String, Object> responses(DescribedRoute route) {
        Map<String, Map<String, Object>> responses = new TreeMap<>();
        for (Operation version : route.versions()) {
            for (Content content : version.description().contents()) {
                addContent(responses, version, content);
            }
        }
        if (route.permission() != Permission.ANYONE) {
            responses.put(UNAUTHORIZED, unauthorized());
        }
        addErrors(responses, route.errors());
        return new LinkedHashMap<>(responses);
    }

    private void addContent(Map<String, Map<String, Object>> responses, Operation version, Content content) {
        Map<String, Object> response = responses.computeIfAbsent(
                String.valueOf(content.status()), status -> ordered("description", words(content.status())));
        version.sunset().ifPresent(day -> response.putIfAbsent("headers", deprecationHeaders()));
        if (content.form() instanceof Form.Nothing) {
            return;
        }
        String mediaType = content.form() instanceof Form.Document document
                ? document.mediaType()
                : DescribedRoute.mediaType(version);
        // What a schema of an event stream is about, all of it or one event, is not settled before OpenAPI 3.2
        boolean isStream = mediaType.equals("text/event-stream");
        Map<String, Object> described = isStream ? new LinkedHashMap<>() : ordered("schema", schema(content.form()));
        version.sunset().ifPresent(day -> described.put("x-sunset", day.toString()));
        contentOf(response).put(mediaType, described);
    }

    private Map<String, Object> schema(Form form) {
        if (form instanceof Form.One one) {
            return Schema.of(one.type()).keywords(components);
        }
        if (form instanceof Form.PageOf page) {
            return Components.pageOf(page.type()).keywords(components);
        }
        if (form instanceof Form.Value value) {
            return value.schema().keywords(components);
        }
        boolean isText =
                form instanceof Form.Document document && document.mediaType().startsWith("text/");
        return ordered("type", isText ? "string" : "object");
    }

    private void addErrors(
            Map<String, Map<String, Object>> responses, SortedMap<Integer, SortedSet<ApiErrorCode>> errors) {
        errors.forEach((status, codes) -> {
            List<String> names = codes.stream().map(ApiErrorCode::name).toList();
            Map<String, Object> response =
                    responses.computeIfAbsent(String.valueOf(status), any -> new LinkedHashMap<>());
            boolean isShared = !response.isEmpty();
            response.put("description", String.join(", ", names));
            // Where the answer can have another form as well, that form comes without the header
            response.put(
                    "headers",
                    ordered(
                            "X-Error-Code",
                            ordered(
                                    "required",
                                    !isShared,
                                    "schema",
                                    Schema.choice(names).keywords(components))));
            addError(response);
        });
    }

    private void addError(Map<String, Object> response) {
        Map<String, Object> content = contentOf(response);
        Map<String, Object> error = ERROR.keywords(components);
        content.merge(
                DescribedRoute.JSON,
                ordered("schema", error),
                (other, same) -> ordered("schema", ordered("anyOf", List.of(schemaOf(other), error))));
    }

    private static Object schemaOf(Object mediaType) {
        return Objects.requireNonNull(((Map<?, ?>) mediaType).get("schema"));
    }

    @SuppressWarnings("unchecked") // only a map is put there
    private static Map<String, Object> contentOf(Map<String, Object> response) {
        return (Map<String, Object>) response.computeIfAbsent("content", any -> new LinkedHashMap<>());
    }

    private Map<String, Object> unauthorized() {
        return ordered(
                "description",
                "Nobody signed in.",
                "headers",
                ordered("WWW-Authenticate", ordered("required", true, "schema", ordered("type", "string"))),
                "content",
                ordered(DescribedRoute.JSON, ordered("schema", ERROR.keywords(components))));
    }

    private static Map<String, Object> deprecationHeaders() {
        Map<String, Object> date =
                ordered("description", "only of versions that may go away", "schema", ordered("type", "string"));
        return ordered("Deprecation", date, "Sunset", date);
    }

    private static String words(int status) {
        return switch (status) {
            case 201 -> "Created.";
            case 202 -> "Accepted.";
            case 204 -> "Done; there is nothing to tell.";
            case 304 -> "Not changed since the If-None-Match of the request.";
            case 503 -> "Not ready.";
            default -> status < 300 ? "Done." : "Refused.";
        };
    }

    /** A map in the order of its arguments: names, each followed by its value. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
