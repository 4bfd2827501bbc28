package io.snapferry.server.openapi;

import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription.Content;
import io.snapferry.server.http.OperationDescription.Form;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations as a page of HTML: by what they are about, each with its parameters, bodies, answers, errors and a command to
 * try it. It has no script and asks nobody else for anything. Immutable.
 */
final class DocumentationPage {
    private static final String STYLE = style();

    /** Lets in nothing but the page's own style, and lets the search field send to the server alone. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-"
            + ServedDocument.sha256(STYLE) + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final List<Section> sections;

    /** An operation, and what the search looks into. */
    private record Section(Tag tag, String searched, String html) {}

    DocumentationPage(List<DescribedRoute> routes) {
        sections = routes.stream().map(DocumentationPage::section).toList();
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(DocumentationPage.class.getResourceAsStream("docs.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("docs.css of this program", e);
        }
    }

    /**
     * The page with the operations that fit.
     *
     * @param text in any case; empty for all
     */
    String html(Optional<Tag> wanted, String text) {
        String searched = text.toLowerCase(Locale.ROOT);
        List<Section> found = sections.stream()
                .filter(section -> wanted.isEmpty() || section.tag() == wanted.get())
                .filter(section -> section.searched().contains(searched))
                .toList();
        String body = Stream.of(Tag.values())
                .map(tag -> group(
                        tag,
                        found.stream().filter(section -> section.tag() == tag).toList()))
                .collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Snapferry API</title>
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>Snapferry API</h1>
                <p>What this server implements, and nothing else. For programs: <a href="/api/openapi.json">OpenAPI</a>.</p>
                <form method="get" action="/api/docs" role="search">
                <label>About <select name="tag"><option value="">everything</option>%s</select></label>
                <label>Text <input type="search" name="q" value="%s"></label>
                <button type="submit">Show</button>
                </form>
                </header>
                <main>
                <p role="status">%d of %d operations</p>
                %s</main>
                </body>
                </html>
                """.formatted(STYLE, options(wanted), escape(text), found.size(), sections.size(), body);
    }

    private static String options(Optional<Tag> wanted) {
        return Stream.of(Tag.values())
                .map(tag -> "<option value=\"%s\"%s>%s</option>"
                        .formatted(
                                tag.name(),
                                wanted.filter(tag::equals).isPresent() ? " selected" : "",
                                escape(tag.title())))
                .collect(Collectors.joining());
    }

    private static String group(Tag tag, List<Section> sections) {
        if (sections.isEmpty()) {
            return "";
        }
        return "<section><h2>%s</h2>\n<p>%s</p>\n%s</section>\n"
                .formatted(
                        escape(tag.title()),
                        escape(tag.text()),
                        sections.stream().map(Section::html).collect(Collectors.joining()));
    }

    private static Section section(DescribedRoute route) {
        String summary = route.description().summary();
        StringBuilder html = new StringBuilder();
        html.append("<details id=\"%s\"><summary><code><b>%s</b> %s</code> <span>%s</span></summary>\n"
                .formatted(
                        route.operationId(),
                        route.route().method(),
                        escape(route.route().template()),
                        escape(summary)));
        html.append("<p>%s</p>\n".formatted(escape(OpenApiDocument.permissionText(route.permission()))));
        html.append("<pre><code>%s</code></pre>\n".formatted(escape(CurlExample.of(route))));
        List<Property> parameters = Stream.concat(route.pathParameters().stream(), route.queryParameters().stream())
                .toList();
        html.append(table("Parameters", parameters));
        route.versions().forEach(version -> html.append(version(version)));
        html.append("<h3>Errors</h3>\n<ul>");
        route.errors().forEach((status, codes) -> html.append(errors(status, codes)));
        html.append("</ul>\n</details>\n");
        String searched = (route.route() + " " + summary).toLowerCase(Locale.ROOT);
        return new Section(route.description().tag(), searched, html.toString());
    }

    private static String errors(int status, SortedSet<ApiErrorCode> codes) {
        return "<li>%d: %s</li>"
                .formatted(
                        status,
                        codes.stream().map(code -> "<code>" + code + "</code>").collect(Collectors.joining(", ")));
    }

    private static String version(Operation operation) {
        StringBuilder html = new StringBuilder();
        operation
                .version()
                .ifPresent(date -> html.append("<h3>Version %s%s</h3>\n"
                        .formatted(
                                date,
                                operation
                                        .sunset()
                                        .map(day -> ", may go away on " + day)
                                        .orElse(""))));
        operation.description().body().ifPresent(body -> html.append(objects("Body", body.schema())));
        for (Content content : operation.description().contents()) {
            String title = "Answer " + content.status();
            if (content.form() instanceof Form.One one) {
                html.append(objects(title, Schema.of(one.type())));
            } else if (content.form() instanceof Form.PageOf page) {
                html.append(objects(title, Components.pageOf(page.type())));
            } else {
                String what = content.form() instanceof Form.Document document ? document.mediaType() : "empty";
                html.append("<h4>%s: %s</h4>\n".formatted(title, escape(what)));
            }
        }
        return html.toString();
    }

    /** A table of the object, and one of each that is in it. */
    private static String objects(String title, Schema schema) {
        StringBuilder html = new StringBuilder();
        Set<Schema.Fields> shown = new LinkedHashSet<>();
        Deque<Schema> open = new ArrayDeque<>(List.of(schema));
        while (!open.isEmpty()) {
            Schema next = open.removeFirst();
            if (next instanceof Schema.ListOf list) {
                open.addFirst(list.items());
            } else if (next instanceof Schema.MapOf map) {
                open.addFirst(map.values());
            } else if (next instanceof Schema.Wired wired) {
                open.addFirst(wired.fields());
            } else if (next instanceof Schema.Fields fields && shown.add(fields)) {
                String heading = shown.size() == 1 ? title + ": " + schema.words() : fields.name();
                html.append(table(heading, fields.properties()));
                open.addAll(new ArrayList<>(
                        fields.properties().stream().map(Property::schema).toList()));
            }
        }
        return html.toString();
    }

    private static String table(String title, List<Property> properties) {
        if (properties.isEmpty()) {
            return "";
        }
        return "<h4>%s</h4>\n<table><tbody>%s</tbody></table>\n"
                .formatted(
                        escape(title),
                        properties.stream().map(DocumentationPage::row).collect(Collectors.joining()));
    }

    private static String row(Property property) {
        String presence = property.isNullable() ? "may be null" : property.isRequired() ? "" : "optional";
        return "<tr><th scope=\"row\"><code>%s</code></th><td><code>%s</code></td><td>%s</td></tr>\n"
                .formatted(
                        escape(property.name()),
                        escape(property.schema().words()),
                        escape(Stream.of(presence, property.text())
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining("; "))));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
