package io.snapferry.compression;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Names an implementation of deflate and its level: what the bytes of an object depend on besides its text. Stands in the
 * manifest in this form.
 *
 * @param name of the implementation, for example {@code isa-l}
 * @param level as the implementation counts
 */
@JsonPropertyOrder({"name", "level"})
public record CodecId(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) int level) {
    @Override
    public String toString() {
        return name + " level " + level;
    }
}
