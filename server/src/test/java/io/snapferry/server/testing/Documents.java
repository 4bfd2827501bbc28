package io.snapferry.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds files around the repository by walking up from the working directory. */
public final class Documents {
    private Documents() {}

    /** A file of the repository's docs folder. */
    public static String read(String name) {
        Path file = above("docs/" + name).orElseThrow(() -> new IllegalStateException("no docs/" + name));
        return read(file);
    }

    /** A file of the reference data beside the repository, when it is there. */
    public static Optional<String> shared(String name) {
        String given = System.getProperty("snapferry.shared", "");
        Optional<Path> file = given.isEmpty()
                ? above("shared/" + name)
                : Optional.of(Path.of(given, name)).filter(Files::exists);
        return file.map(Documents::read);
    }

    /** The lines between the header line of a table and the line after it. */
    public static List<String> table(String document, String header) {
        List<String> lines = document.lines().toList();
        int start = lines.indexOf(header);
        if (start < 0) {
            throw new IllegalStateException("no line: " + header);
        }
        return lines.stream()
                .skip(start + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Optional<Path> above(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve(name))) {
                return Optional.of(folder.resolve(name));
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
