package io.snapferry.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real inputs beside the repository; a test that needs it is skipped, visibly, where it is missing. */
final class SharedData {
    private SharedData() {}

    /** A folder of the shared data; without it the calling test is skipped. */
    static Path require(String name) {
        Path folder = root().resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "skipped: no shared data at " + folder);
        return folder;
    }

    private static Path root() {
        String configured = System.getProperty("snapferry.shared", "");
        if (!configured.isEmpty()) {
            return Path.of(configured, "data");
        }
        Path workingDirectory = Path.of("").toAbsolutePath();
        for (Path folder = workingDirectory; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return workingDirectory.resolve("shared").resolve("data");
    }
}
