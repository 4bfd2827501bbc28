package io.snapferry.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.server.http.Operation;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that the declared schema of a body and its parser agree: what the schema does not let in, the parser refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSchemasTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Where the schema's own example would be refused. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "bucketName", "backups",
            "iamAssumedRoleArn", "arn:aws:iam::123456789012:role/exports",
            "name", "c9",
            "desc", "nightly",
            "description", "nightly",
            "roleArn", "arn:aws:iam::123456789012:role/exports",
            "root", "/srv/exports",
            "source", "/backups/atlas-ab12cd-shard-0");

    /** May be left out only when a schedule has them already. */
    private static final Set<String> NEEDED_AT_FIRST = Set.of("exportBucketId", "frequencyType");

    private static final Map<String, String> PATH = Map.of(
            "orgId", TestServer.ORGANIZATION,
            "groupId", TestServer.PROJECT,
            "clusterName", "c1",
            "snapshotId", TestServer.SNAPSHOT,
            "exportBucketId", TestServer.BUCKET,
            "clientId", "mdb_sa_id_" + TestServer.UNKNOWN);

    private final TestServer server = TestServer.start();
    private final DigestClient owner = server.as("orgowner");

    @AfterAll
    void stop() {
        server.close();
    }

    /** @param name of the attribute that must be named by the refusal; empty when its value may be named instead */
    private record Refused(Operation operation, JsonNode body, Optional<String> name, String what) {
        @Override
        public String toString() {
            return operation.route()
                    + operation.version().map(date -> " " + date).orElse("") + ": " + what;
        }
    }

    /** An object somewhere in a body. */
    private record Place(Operation operation, Schema.Fields fields, Function<ObjectNode, JsonNode> inBody) {
        ObjectNode valid() {
            return example(fields);
        }

        Refused refused(ObjectNode object, String name, String what) {
            return new Refused(operation, inBody.apply(object), Optional.of(name), fields.name() + "." + name + what);
        }

        Refused outOfRange(Property property, JsonNode value) {
            return new Refused(
                    operation,
                    inBody.apply(valid().set(property.name(), value)),
                    Optional.empty(),
                    fields.name() + "." + property.name() + " out of range");
        }
    }

    Stream<Refused> refusedBodies() {
        List<Refused> bodies = new ArrayList<>();
        for (Operation operation : server.api().operations()) {
            operation.description().body().filter(body -> !body.isForm()).ifPresent(body -> {
                if (body.schema() instanceof Schema.ListOf list) {
                    walk(
                            new Place(
                                    operation,
                                    (Schema.Fields) list.items(),
                                    object -> MAPPER.createArrayNode().add(object)),
                            bodies);
                } else {
                    walk(new Place(operation, (Schema.Fields) body.schema(), object -> object), bodies);
                }
            });
        }
        return bodies.stream();
    }

    private static void walk(Place place, List<Refused> bodies) {
        bodies.add(place.refused(place.valid().put("undeclared", 1), "undeclared", " which is not declared"));
        for (Property property : place.fields().properties()) {
            if (property.isRequired()) {
                ObjectNode without = place.valid();
                without.remove(property.name());
                bodies.add(place.refused(without, property.name(), " missing"));
            }
            wrongType(property.schema())
                    .ifPresent(wrong -> bodies.add(place.refused(
                            place.valid().set(property.name(), wrong), property.name(), " of a wrong type")));
            outOfRange(property.schema()).forEach(value -> bodies.add(place.outOfRange(property, value)));
            inside(place, property).ifPresent(inner -> walk(inner, bodies));
        }
    }

    private static Optional<Place> inside(Place place, Property property) {
        Schema schema = property.schema();
        if (schema instanceof Schema.Fields fields) {
            return Optional.of(new Place(
                    place.operation(), fields, object -> place.inBody().apply(parent(place, property, object))));
        }
        if (schema instanceof Schema.ListOf list && list.items() instanceof Schema.Fields fields) {
            return Optional.of(new Place(
                    place.operation(),
                    fields,
                    object -> place.inBody()
                            .apply(parent(
                                    place, property, MAPPER.createArrayNode().add(object)))));
        }
        return Optional.empty();
    }

    private static ObjectNode parent(Place place, Property property, JsonNode value) {
        ObjectNode parent = place.valid();
        if (property.name().equals("export")) {
            parent.put("autoExportEnabled", true); // without it the whole attribute is refused
        }
        return parent.set(property.name(), value);
    }

    private static ObjectNode example(Schema.Fields fields) {
        ObjectNode object = MAPPER.createObjectNode();
        for (Property property : fields.properties()) {
            if (property.isRequired() || NEEDED_AT_FIRST.contains(property.name())) {
                object.set(property.name(), exampleOf(property));
            }
        }
        return object;
    }

    private static JsonNode exampleOf(Property property) {
        if (EXAMPLES.containsKey(property.name())) {
            return MAPPER.getNodeFactory().textNode(EXAMPLES.get(property.name()));
        }
        if (property.schema() instanceof Schema.ListOf list && list.items() instanceof Schema.Fields fields) {
            return MAPPER.createArrayNode().add(example(fields));
        }
        return MAPPER.valueToTree(property.schema().example());
    }

    private static Optional<JsonNode> wrongType(Schema schema) {
        if (schema instanceof Schema.Anything) {
            return Optional.empty();
        }
        return Optional.of(
                schema instanceof Schema.Text
                        ? MAPPER.getNodeFactory().numberNode(7)
                        : MAPPER.getNodeFactory().textNode("x"));
    }

    private static List<JsonNode> outOfRange(Schema schema) {
        List<Object> values = new ArrayList<>();
        if (schema instanceof Schema.Whole whole) {
            values.add(whole.min() - 1);
            values.add(whole.max() + 1);
        } else if (schema instanceof Schema.Text text) {
            if (!text.choices().isEmpty() || text.pattern().isPresent()) {
                values.add("#");
            }
            if (text.minLength() > 0) {
                values.add("");
            }
            if (text.maxLength() < Integer.MAX_VALUE) {
                values.add("a".repeat(text.maxLength() + 1));
            }
            if (text.format().isPresent()) {
                values.add("#");
            }
        } else if (schema instanceof Schema.ListOf list && list.maxItems() < Integer.MAX_VALUE) {
            values.add(Collections.nCopies(list.maxItems() + 1, list.items().example()));
        }
        return values.stream().<JsonNode>map(MAPPER::valueToTree).toList();
    }

    @ParameterizedTest
    @MethodSource("refusedBodies")
    void refusesWhatItsSchemaDoesNotLetIn(Refused refused) throws Exception {
        HttpResponse<String> answer = send(refused);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode first = MAPPER.readTree(answer.body()).path("parameters").path(0);
        refused.name()
                .ifPresent(name -> assertThat(first.asText())
                        .as("%s of %s", answer.body(), refused.body())
                        .endsWith(name));
    }

    private HttpResponse<String> send(Refused refused) {
        String path = refused.operation().route().template();
        for (Property parameter : PathParameters.of(refused.operation().route())) {
            path = path.replace("{" + parameter.name() + "}", PATH.getOrDefault(parameter.name(), TestServer.UNKNOWN));
        }
        HttpRequest.Builder request = refused.operation()
                .version()
                .map(date -> DigestClient.version(date.toString()))
                .orElseGet(HttpRequest::newBuilder)
                .header("Content-Type", "application/json");
        byte[] body = refused.body().toString().getBytes(StandardCharsets.UTF_8);
        return owner.send(refused.operation().route().method().name(), path, request, body);
    }
}
