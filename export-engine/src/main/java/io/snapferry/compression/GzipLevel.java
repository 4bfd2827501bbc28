package io.snapferry.compression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much processor time a user gives for smaller objects. docs/formats/export-layout.md has the figures. */
public enum GzipLevel {
    /** The fastest that is at least as small as {@code gzip -1}. */
    FAST,
    /** As small as {@code gzip} without an option. */
    BALANCED,
    /** As small as {@code gzip -9}. */
    SMALL;

    /** What every place spells: {@code fast}, {@code balanced}, {@code small}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that text, if there is one. */
    public static Optional<GzipLevel> of(String text) {
        return Stream.of(values()).filter(level -> level.text().equals(text)).findFirst();
    }

    /** All texts, the fastest first. */
    public static List<String> texts() {
        return Stream.of(values()).map(GzipLevel::text).toList();
    }
}
