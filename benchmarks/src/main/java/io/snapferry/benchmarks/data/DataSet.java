package io.snapferry.benchmarks.data;

import java.util.Locale;
import java.util.Optional;

/** The kinds of data that are measured. */
public enum DataSet {
    FILMS("films"),
    SENSORS("sensors"),
    LONG_STRINGS("long-strings");

    private final String label;

    DataSet(String label) {
        this.label = label;
    }

    /** As commands and documents call it. */
    public String label() {
        return label;
    }

    /** The collection's name. */
    public String collection() {
        return label.replace('-', '_');
    }

    DocumentKind newKind() {
        return switch (this) {
            case FILMS -> new Films();
            case SENSORS -> new Sensors();
            case LONG_STRINGS -> new LongStrings();
        };
    }

    /** By its label. */
    public static Optional<DataSet> of(String label) {
        for (DataSet dataSet : values()) {
            if (dataSet.label.equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(dataSet);
            }
        }
        return Optional.empty();
    }
}
