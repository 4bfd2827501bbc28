package io.snapferry.cli;

import io.snapferry.source.location.OpenSources;
import io.snapferry.source.location.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the replica sets of a snapshot lie: {@code PATH} for one, {@code NAME=PATH} for each of several.
 *
 * @param paths by replica set name
 */
record SourceArguments(SortedMap<String, Path> paths) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=(.+)");

    /** @param defaultName of the replica set of a lone {@code PATH} */
    static SourceArguments parse(List<String> arguments, String defaultName) {
        SortedMap<String, Path> paths = new TreeMap<>();
        for (String argument : arguments) {
            Matcher named = NAMED.matcher(argument);
            boolean hasName = named.matches() && !Files.exists(Path.of(argument));
            String name = hasName ? named.group(1) : defaultName;
            Path path = Path.of(hasName ? named.group(2) : argument);
            if (paths.put(name, path) != null) {
                throw new UsageException(
                        "two sources for the replica set \"" + name + "\": give each of several as NAME=PATH");
            }
        }
        return new SourceArguments(paths);
    }

    /** Opens all, or none. */
    OpenSources open(SourceOptions options) throws IOException {
        return OpenSources.open(paths, options);
    }
}
