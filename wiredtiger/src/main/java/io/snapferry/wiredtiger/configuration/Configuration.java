package io.snapferry.wiredtiger.configuration;

import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration string, taken apart one level deep: {@code key=value} with commas between; a value is bare, in quotes, or
 * nested in brackets; a key alone has an empty value. What is nested stays text until it is asked for. Immutable.
 */
public final class Configuration {
    /** No metadata entry is near this; a longer one is damage. */
    private static final int MAX_LENGTH = 64 << 20;

    private final Map<String, String> values;

    private Configuration(Map<String, String> values) {
        this.values = values;
    }

    /** @throws MalformedException when brackets or quotes are not balanced */
    public static Configuration parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(0, "configuration of " + text.length() + " characters");
        }
        Map<String, String> values = new LinkedHashMap<>();
        int position = 0;
        while (position < text.length()) {
            int end = itemEnd(text, position);
            int equals = equalsIn(text, position, end);
            String key = text.substring(position, equals).strip();
            if (!key.isEmpty()) {
                values.put(
                        unquoted(key),
                        equals == end ? "" : text.substring(equals + 1, end).strip());
            }
            position = end + 1;
        }
        return new Configuration(values);
    }

    /** The comma behind the item, or the end of the text. */
    private static int itemEnd(String text, int begin) {
        int depth = 0;
        for (int i = begin; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> i = closingQuote(text, i);
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> {
                    if (--depth < 0) {
                        throw new MalformedException(i, "closing bracket without an opening one");
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        if (depth != 0) {
            throw new MalformedException(begin, "opening bracket without a closing one");
        }
        return text.length();
    }

    private static int closingQuote(String text, int opening) {
        for (int i = opening + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i;
                }
                default -> {}
            }
        }
        throw new MalformedException(opening, "opening quote without a closing one");
    }

    /** The first {@code =} outside of quotes, or the end. */
    private static int equalsIn(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = closingQuote(text, i);
            } else if (c == '=') {
                return i;
            }
        }
        return end;
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** In the order of the text. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Without quotes; empty text when the key stands alone. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Configuration::unquoted);
    }

    /**
     * What is in the brackets behind a key; nothing when they are empty or the key has no value.
     *
     * @throws MalformedException when something else is there
     */
    public Configuration nested(String key) {
        return parse(inBrackets(key));
    }

    private String inBrackets(String key) {
        String value = values.getOrDefault(key, "");
        if (value.isEmpty()) {
            return "";
        }
        if (value.length() < 2 || "([{".indexOf(value.charAt(0)) < 0) {
            throw new MalformedException(
                    0, "expected brackets behind \"" + key + "\", found \"" + shortened(value) + "\"");
        }
        return value.substring(1, value.length() - 1);
    }

    /**
     * What stands in a list: {@code [1,2,3]}.
     *
     * @throws MalformedException when something else is there
     */
    public List<String> list(String key) {
        String inner = inBrackets(key);
        List<String> items = new ArrayList<>();
        int position = 0;
        while (position < inner.length()) {
            int end = itemEnd(inner, position);
            items.add(unquoted(inner.substring(position, end).strip()));
            position = end + 1;
        }
        return items;
    }

    /**
     * A 64-bit number; unsigned ones above 2^63 are accepted too, and wrap.
     *
     * @throws MalformedException when something else is there
     */
    public Optional<Long> number(String key) {
        Optional<String> text = text(key).filter(value -> !value.isEmpty());
        return text.map(value -> {
            try {
                return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
            } catch (NumberFormatException e) {
                throw new MalformedException(
                        0, "expected a number behind \"" + key + "\", found \"" + shortened(value) + "\"");
            }
        });
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "...";
    }
}
