package io.snapferry.source.metadata;

import java.util.Optional;

/** The collection in which servers before version 8.3 keep the buckets of a time series, and dumps their documents. */
public final class BucketsName {
    private static final String PREFIX = "system.buckets.";

    private BucketsName() {}

    /** Where the documents of a time series lie. */
    public static String of(String timeSeries) {
        return PREFIX + timeSeries;
    }

    /** The time series to which a collection of buckets belongs, when it is one. */
    public static Optional<String> timeSeries(String collection) {
        return collection.startsWith(PREFIX) ? Optional.of(collection.substring(PREFIX.length())) : Optional.empty();
    }
}
