package io.snapferry.server.http;

import io.snapferry.server.catalog.CustomData;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;

/** The labels of a request for an export. */
public final class CustomDataAttribute {
    /** Labels are for people and dashboards; more would only bloat {@code .complete}. */
    private static final int MAX_ENTRIES = 100;

    private static final Schema.Fields LABEL = Schema.object(
            "CustomDataRequest", Property.required("key", Schema.text()), Property.required("value", Schema.text()));

    /** As it is declared. */
    public static final Property PROPERTY = Property.optional(
            "customData", Schema.listOf(LABEL).upTo(MAX_ENTRIES), "labels, which are written to .complete");

    private CustomDataAttribute() {}

    /**
     * The attribute {@code customData}, which may be left out.
     *
     * @throws ApiException when it is not a list of {@code key} and {@code value}, or too long
     */
    public static List<CustomData> of(JsonBody body) {
        return body.objects("customData", MAX_ENTRIES, LABEL).stream()
                .map(entry -> new CustomData(entry.textOrEmpty("key"), entry.textOrEmpty("value")))
                .toList();
    }
}
