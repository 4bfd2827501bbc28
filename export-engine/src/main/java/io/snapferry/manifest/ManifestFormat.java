package io.snapferry.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;

/**
 * {@code .manifest.jsonl} as text: a {@link ManifestHeader} line, then a {@link FinishedObject} line per object in the
 * order of the plan, then a {@link ManifestEnd} line, each ended by a line feed. Thread-safe.
 */
public final class ManifestFormat {
    private static final String END_START = "{\"objects\":";
    private static final String END_DIGEST = "\"sha256\":";

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The first line, without its end. */
    public String header(ManifestHeader header) {
        return write(header);
    }

    /** An object's line, without its end. */
    public String line(FinishedObject object) {
        return write(object);
    }

    /** The last line, without its end. */
    public String end(ManifestEnd end) {
        return write(end);
    }

    /** @throws ManifestException when it is not a header of a known version */
    public ManifestHeader readHeader(String line) throws ManifestException {
        ManifestHeader header = read(line, ManifestHeader.class);
        if (header.manifest() < ManifestHeader.UNSEALED_VERSION || header.manifest() > ManifestHeader.VERSION) {
            throw new ManifestException("the manifest has version " + header.manifest() + ", expected "
                    + ManifestHeader.UNSEALED_VERSION + " to " + ManifestHeader.VERSION);
        }
        return header;
    }

    /** The part of a last line that its own digest covers. */
    static byte[] coveredPart(String endLine) {
        return endLine.substring(0, endLine.lastIndexOf(END_DIGEST)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the line is meant to be the last: it begins as no object's line does. */
    static boolean isEnd(String line) {
        return line.startsWith(END_START);
    }

    /** @throws ManifestException when it is not a last line, letter by letter as this program writes it */
    public ManifestEnd readEnd(String line) throws ManifestException {
        ManifestEnd end = read(line, ManifestEnd.class);
        if (!write(end).equals(line)) {
            throw new ManifestException("the manifest's last line is not as it was written");
        }
        return end;
    }

    /** @throws ManifestException when it is not an object's line */
    public FinishedObject readLine(String line) throws ManifestException {
        return read(line, FinishedObject.class);
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest line cannot be written", e);
        }
    }

    private <T> T read(String line, Class<T> type) throws ManifestException {
        try {
            T value = mapper.readValue(line, type);
            if (value == null) {
                throw new ManifestException("a manifest line is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new ManifestException("a manifest line is not readable: " + e.getOriginalMessage(), e);
        }
    }
}
