package io.snapferry.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Last line of the manifest since version 2: holds all lines before it, and {@code .complete}, together. Whoever changes one
 * of them has to compute this line anew.
 *
 * @param objects how many lines of objects there are
 * @param complete SHA-256 of the {@code .complete} that is written behind the manifest, 64 hex digits
 * @param sha256 of everything in the manifest before the name of this field, 64 hex digits
 */
@JsonPropertyOrder({"objects", "complete", "sha256"})
public record ManifestEnd(
        @JsonProperty(required = true) long objects,
        @JsonProperty(required = true) String complete,
        @JsonProperty(required = true) String sha256) {}
