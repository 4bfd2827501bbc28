package io.snapferry.server.openapi;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The description for people. It needs no key, as {@link GetOpenApi}. */
final class GetDocs implements Operation {
    private static final String HTML = "text/html;charset=utf-8";

    private final Supplier<DocumentationPage> page;

    GetDocs(Supplier<DocumentationPage> page) {
        this.page = page;
    }

    @Override
    public Route route() {
        return Route.get("/api/docs");
    }

    @Override
    public Permission permission() {
        return Permission.ANYONE;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of("getDocs", Tag.SERVER, "This description, as a page")
                .query(Property.optional("tag", Schema.choice(Tag.class), "only what is about this"))
                .query(Property.optional("q", Schema.text(), "only what has this text in path or summary"))
                .answers(200, new OperationDescription.Form.Document("text/html"))
                .answersNothing(304);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        Optional<Tag> tag =
                request.query().single("tag").filter(name -> !name.isEmpty()).map(GetDocs::tagOf);
        String text = request.query().single("q").orElse("").strip();
        byte[] bytes = page.get().html(tag, text).getBytes(StandardCharsets.UTF_8);
        return new ServedDocument(
                        HTML, bytes, Map.of("Content-Security-Policy", DocumentationPage.CONTENT_SECURITY_POLICY))
                .answer(request);
    }

    private static Tag tagOf(String name) {
        return Stream.of(Tag.values())
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiErrorCode.INVALID_QUERY_PARAMETER.with("tag", "it is no tag: \"" + name + "\""));
    }
}
