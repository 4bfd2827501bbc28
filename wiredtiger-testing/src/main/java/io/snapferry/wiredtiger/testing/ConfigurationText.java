package io.snapferry.wiredtiger.testing;

import java.util.Map;
import java.util.stream.Collectors;

/** Keys and values with commas between. */
final class ConfigurationText {
    private ConfigurationText() {}

    static String of(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
