package io.snapferry.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.snapferry.server.catalog.Id;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How JSON looks on the wire: keys in alphabetical order, what is absent left out, ids as their digits, times as ISO 8601 in
 * UTC with whole seconds. Reading refuses what is deep, doubled or followed by more.
 */
public final class JsonFormat {
    /** Deeper than any body of the API, and shallow enough for any stack. */
    private static final int MAX_NESTING = 32;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .addModule(new Jdk8Module())
            .addModule(wireTypes())
            .build();

    private static final ObjectWriter COMPACT = MAPPER.writer();
    private static final ObjectWriter PRETTY = MAPPER.writer(prettyPrinter());

    private JsonFormat() {}

    /**
     * A wire record in UTF-8.
     *
     * @param isPretty for people; otherwise in one line
     */
    public static byte[] write(Object value, boolean isPretty) {
        try {
            return (isPretty ? PRETTY : COMPACT).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
        }
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        // Jackson's default look, which is that of Atlas, with the same line end on every system
        return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    private static SimpleModule wireTypes() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Instant.class, new JsonSerializer<>() {
            @Override
            public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(time.truncatedTo(ChronoUnit.SECONDS).toString());
            }
        });
        module.addSerializer(new IdSerializer());
        return module;
    }

    private static final class IdSerializer extends JsonSerializer<Id<?>> {
        @Override
        public void serialize(Id<?> id, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(id.hex());
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal cannot name Id<?>
        public Class<Id<?>> handledType() {
            return (Class) Id.class;
        }
    }
}
