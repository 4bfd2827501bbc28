package io.snapferry.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line said; it wins over everything else.
 *
 * @param host to listen on
 * @param port to listen on, 0 to 65535
 * @param dataDirectory relative to the working directory
 */
public record CommandLineOverrides(Optional<String> host, Optional<Integer> port, Optional<Path> dataDirectory) {
    /** Nothing was said. */
    public static final CommandLineOverrides NONE =
            new CommandLineOverrides(Optional.empty(), Optional.empty(), Optional.empty());
}
