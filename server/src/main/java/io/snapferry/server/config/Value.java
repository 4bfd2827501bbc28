package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.network.AddressBlock;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A text that somebody gave for a key; its methods read it as what the key wants.
 *
 * @param key in full, as it is named in messages
 * @param where it was given, for messages
 * @param text as given, not empty unless it is a default
 * @param folder that a relative path starts from, absolute
 */
record Value(String key, String where, String text, Path folder) {
    private static final int MAX_SHOWN_CHARACTERS = 80;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    int integer(int min, int max) throws ConfigurationException {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw unexpected("a whole number from " + min + " to " + max);
    }

    long bytes(long min, long max) throws ConfigurationException {
        try {
            long bytes = ByteSize.parse(text).bytes();
            if (bytes >= min && bytes <= max) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, with the key
        }
        throw unexpected("a size from " + new ByteSize(min) + " to " + new ByteSize(max) + " such as 128MiB");
    }

    /** A whole number of one unit: {@code 90s}, {@code 30m}, {@code 26h} or {@code 400d}. */
    Duration duration(Duration min, Duration max) throws ConfigurationException {
        try {
            Duration duration = TimeSpan.parse(text).duration();
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // said below, with the key
        }
        throw unexpected("a time from " + new TimeSpan(min) + " to " + new TimeSpan(max) + " such as 90s, 30m or 26h");
    }

    /** Separated by commas; none when the default is the empty text. */
    List<AddressBlock> addressBlocks() throws ConfigurationException {
        List<AddressBlock> blocks = new ArrayList<>();
        if (text.isEmpty()) {
            return blocks;
        }
        for (String part : text.split(",", -1)) {
            Optional<AddressBlock> block = AddressBlock.parse(part.strip());
            if (block.isEmpty()) {
                throw unexpected("addresses or CIDR blocks such as 10.0.0.0/8, separated by commas");
            }
            blocks.add(block.get());
        }
        return blocks;
    }

    boolean isTrue() throws ConfigurationException {
        return oneOf(Map.of("true", true, "false", false));
    }

    <T> T oneOf(Map<String, T> choices) throws ConfigurationException {
        T choice = choices.get(text);
        if (choice == null) {
            throw unexpected("one of " + String.join(", ", new TreeSet<>(choices.keySet())));
        }
        return choice;
    }

    Path path() throws ConfigurationException {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw unexpected("a path");
        }
    }

    /** An http or https address. One with a password in it is refused without showing it. */
    URI endpoint() throws ConfigurationException {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw refused("an endpoint must not contain a user or password");
            }
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, with the key
        }
        throw refused("expected an address such as http://127.0.0.1:9000");
    }

    /** To the millisecond, as the catalog keeps it. */
    Instant instant() throws ConfigurationException {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw unexpected("a time such as 2021-03-27T14:09:05Z");
        }
    }

    <T> Id<T> id() throws ConfigurationException {
        if (!Id.isValid(text)) {
            throw unexpected("24 lower-case hex digits");
        }
        return new Id<>(text);
    }

    String matching(Pattern form, String description) throws ConfigurationException {
        if (!form.matcher(text).matches()) {
            throw unexpected(description);
        }
        return text;
    }

    ConfigurationException unexpected(String expected) {
        String shown = text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS) + "...";
        return refused("expected " + expected + ", found \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"");
    }

    /** Without the text, which may hold a secret. */
    ConfigurationException refused(String reason) {
        return new ConfigurationException(key + ": " + reason + " (" + where + ")");
    }
}
