package io.snapferry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the server reaches a cluster. Never an argument itself: arguments can be seen by everybody on the machine. */
final class ConnectionStringOptions {
    private static final int MAX_BYTES = 8_192;
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--connection-string-file",
            paramLabel = "FILE",
            description = "A file with the mongodb:// or mongodb+srv:// address of the cluster; - for standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--connection-string-env",
            paramLabel = "VARIABLE",
            description = "An environment variable that holds it.")
    private Optional<String> variable = Optional.empty();

    ConnectionStringOptions() {}

    /** What was given; empty when nothing was. */
    Optional<String> read() throws IOException {
        if (file.isPresent() && variable.isPresent()) {
            throw new UsageException("give either --connection-string-file or --connection-string-env");
        }
        if (variable.isPresent()) {
            String value = System.getenv().getOrDefault(variable.get(), "").strip();
            if (value.isEmpty()) {
                throw new UsageException(variable.get() + " is not set");
            }
            return Optional.of(value);
        }
        return file.isPresent() ? Optional.of(contentOf(file.get())) : Optional.empty();
    }

    private static String contentOf(String name) throws IOException {
        byte[] content;
        if (name.equals(STANDARD_INPUT)) {
            content = System.in.readNBytes(MAX_BYTES + 1);
        } else {
            try (InputStream in = Files.newInputStream(Path.of(name))) {
                content = in.readNBytes(MAX_BYTES + 1);
            }
        }
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || content.length > MAX_BYTES) {
            throw new IOException(
                    (name.equals(STANDARD_INPUT) ? "standard input" : name) + " holds no connection string");
        }
        return text;
    }
}
