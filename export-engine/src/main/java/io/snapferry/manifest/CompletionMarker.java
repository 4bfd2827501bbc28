package io.snapferry.manifest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.layout.SnapshotIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * {@code .complete}: the last object of an export, there only when nothing is missing. Names stand as they are, not in the
 * form of the prefix.
 *
 * @param snapshotInitiationDate ISO 8601 UTC with milliseconds
 * @param totalFiles data objects and metadata objects; dot-files are not counted
 * @param labels of the cluster
 * @param customData of the request, in its order
 */
@JsonPropertyOrder({
    "orgId",
    "orgName",
    "groupId",
    "groupName",
    "clusterUniqueId",
    "clusterName",
    "snapshotInitiationDate",
    "totalFiles",
    "labels",
    "customData"
})
public record CompletionMarker(
        String orgId,
        String orgName,
        String groupId,
        String groupName,
        String clusterUniqueId,
        String clusterName,
        String snapshotInitiationDate,
        int totalFiles,
        List<Label> labels,
        List<Label> customData) {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Copies the lists. */
    public CompletionMarker {
        labels = List.copyOf(labels);
        customData = List.copyOf(customData);
    }

    /** For an export that is done. */
    public static CompletionMarker of(SnapshotIdentity identity, int totalFiles, List<Label> customData) {
        return new CompletionMarker(
                identity.orgId(),
                identity.orgName(),
                identity.groupId(),
                identity.groupName(),
                identity.clusterUniqueId(),
                identity.clusterName(),
                date(identity.createdAt()),
                totalFiles,
                List.of(),
                customData);
    }

    private static String date(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** The text as UTF-8, without a line end. */
    public byte[] write() {
        try {
            return MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a completion marker cannot be written", e);
        }
    }

    /** @throws ManifestException when the text is not a completion marker */
    public static CompletionMarker read(byte[] text) throws ManifestException {
        try {
            CompletionMarker marker = MAPPER.readValue(text, CompletionMarker.class);
            if (marker == null) {
                throw new ManifestException("the completion marker is null");
            }
            return marker;
        } catch (JsonProcessingException e) {
            throw new ManifestException("the completion marker is not readable: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ManifestException("the completion marker is not readable", e);
        }
    }

    /** A pair of texts. */
    @JsonPropertyOrder({"key", "value"})
    public record Label(String key, String value) {}
}
