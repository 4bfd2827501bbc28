package io.snapferry.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import io.snapferry.server.testing.DescribedAnswers;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServedDescriptionTest {
    private static final String OPEN_API = "/api/openapi.json";
    private static final String DOCS = "/api/docs";

    private final TestServer server = TestServer.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonNode document = DescribedAnswers.document();

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        document.get("paths").forEach(item -> item.forEach(operations::add));
        return operations;
    }

    @Test
    void describesEveryOperationInEveryVersionAndNothingElse() {
        Set<String> served = new TreeSet<>();
        for (Operation operation : server.api().operations()) {
            served.add(operation.route().toString());
            String method = operation.route().method().name().toLowerCase(Locale.ROOT);
            JsonNode described =
                    document.path("paths").path(operation.route().template()).path(method);
            operation
                    .version()
                    .ifPresent(date -> assertThat(described.toString())
                            .as(operation.route() + " " + date)
                            .matches(text -> operation.description().contents().stream()
                                            .noneMatch(
                                                    content -> content.form() instanceof OperationDescription.Form.One)
                                    || text.contains("application/vnd.atlas." + date + "+json")));
        }
        Set<String> all = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                all.add(new Route(Route.Method.valueOf(method.toUpperCase(Locale.ROOT)), path.getKey())
                                        .toString())));

        assertThat(all).isEqualTo(served);
    }

    @Test
    void givesEveryOperationAnIdOfItsOwnATagAndAPermission() {
        Set<String> tags = new HashSet<>();
        document.get("tags").forEach(tag -> tags.add(tag.get("name").textValue()));

        assertThat(operations())
                .extracting(one -> one.get("operationId").textValue())
                .doesNotHaveDuplicates();
        assertThat(operations()).allSatisfy(one -> {
            assertThat(tags).contains(one.at("/tags/0").textValue());
            assertThat(one.get("description").textValue()).startsWith("Needs ");
            assertThat(one.get("x-required-permission").textValue()).isNotEmpty();
            assertThat(one.get("responses").size()).isGreaterThan(0);
        });
    }

    @Test
    void givesAllVersionsOfOneOperationTheSameId() {
        assertThat(DescribedRoute.all(server.api().operations()))
                .allSatisfy(route -> assertThat(route.versions())
                        .extracting(version -> version.description().id())
                        .containsOnly(route.description().id()));
    }

    @Test
    void declaresEveryParameterOfEveryPath() {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    Set<String> declared = new TreeSet<>();
                    operation.path("parameters").forEach(parameter -> {
                        if (parameter.get("in").textValue().equals("path")) {
                            declared.add("{" + parameter.get("name").textValue() + "}");
                            assertThat(parameter.get("required").booleanValue()).isTrue();
                        }
                    });
                    Set<String> inPath = new TreeSet<>();
                    for (String segment : path.getKey().split("/", -1)) {
                        if (segment.startsWith("{")) {
                            inPath.add(segment);
                        }
                    }
                    assertThat(declared).as(path.getKey()).isEqualTo(inPath);
                }));
    }

    @Test
    void refersOnlyToSchemasThatAreThereAndHasNoOthers() {
        Set<String> referred = new TreeSet<>();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.textValue().substring(1)).isObject())
                    .as(reference.textValue())
                    .isTrue();
            referred.add(reference.textValue().replaceAll(".*/", ""));
        }
        Set<String> schemas = new TreeSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);

        assertThat(schemas).isEqualTo(referred);
    }

    @Test
    void refusesTwoObjectsOfOneName() {
        Components components = new Components();
        components.apply(Schema.object("Thing", Property.required("a", Schema.flag())));

        assertThatThrownBy(() -> components.apply(Schema.object("Thing", Property.required("b", Schema.flag()))))
                .hasMessage("two schemas have the name Thing");
    }

    @Test
    void servesTheSameBytesEveryTime() throws Exception {
        assertThat(get(OPEN_API).body()).isEqualTo(get(OPEN_API).body());
        assertThat(new ObjectMapper().readTree(get(OPEN_API).body())).isEqualTo(document);
        assertThat(get(OPEN_API).headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void tellsAClientThatHasItThatNothingChanged() throws Exception {
        for (String target : List.of(OPEN_API, DOCS + "?tag=EXPORTS")) {
            HttpResponse<String> first = get(target);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = get(target, "If-None-Match", "\"other\", " + tag);

            assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).contains(tag);
            assertThat(get(target, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void compressesBoth() throws Exception {
        for (String target : List.of(OPEN_API, DOCS)) {
            assertThat(get(target, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                    .contains("gzip");
        }
    }

    @Test
    void showsEveryOperationOnThePage() throws Exception {
        HttpResponse<String> page = get(DOCS);

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(operations())
                .allSatisfy(one -> assertThat(page.body())
                        .contains("<details id=\"" + one.get("operationId").textValue() + "\">"));
    }

    @Test
    void asksNobodyElseForAnythingAndRunsNoScript() throws Exception {
        HttpResponse<String> page = get(DOCS);

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe", "http");
        assertThat(page.body())
                .doesNotContain("<script", "javascript:", "src=", "<link", "@import", "url(", "style=\"")
                .doesNotContainPattern("(href|action)=\"(?!/api/)");
    }

    @Test
    void narrowsThePageToATagAndAText() throws Exception {
        assertThat(get(DOCS + "?tag=EXPORTS").body())
                .contains("id=\"v1CreateExport\"")
                .doesNotContain("id=\"v1ListProjects\"");
        assertThat(get(DOCS + "?tag=&q=BYNAME").body())
                .contains("id=\"v2GetProjectByName\"")
                .doesNotContain("id=\"v1CreateExport\"");
        assertThat(get(DOCS + "?q=nothing+has+this").body()).contains("0 of ");
        assertThat(get(DOCS + "?tag=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void showsASearchedTextAsText() throws Exception {
        assertThat(get(DOCS + "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body())
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"")
                .doesNotContain("<script");
    }

    @Test
    void tellsWhatATypeDoesNot() {
        JsonNode schemas = document.at("/components/schemas");

        assertThat(schemas.at("/Export/properties/state/enum").toString())
                .isEqualTo("[\"Queued\",\"InProgress\",\"Successful\",\"Failed\",\"Cancelled\"]");
        assertThat(schemas.at("/Export/properties/id/pattern").textValue()).isEqualTo("^[0-9a-f]{24}$");
        assertThat(schemas.at("/Export/properties/createdAt/format").textValue())
                .isEqualTo("date-time");
        assertThat(schemas.at("/Bucket/properties/_id").isObject()).isTrue();
        assertThat(schemas.at("/AccessRole/properties/authorizedDate/nullable").booleanValue())
                .isTrue();
        assertThat(schemas.at("/ExportRequest/additionalProperties").isBoolean())
                .isTrue();
        assertThat(schemas.at("/ExportRequest/required").toString()).isEqualTo("[\"snapshotId\",\"exportBucketId\"]");
    }
}
