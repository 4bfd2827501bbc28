package io.snapferry.benchmarks.processes;

import java.nio.file.Path;

/**
 * Where things lie in a checkout.
 *
 * @param repository its root
 */
public record Places(Path repository) {

    /** That of the launcher that started this process. */
    public static Places current() {
        return new Places(Path.of(System.getProperty("benchmarks.repository", "."))
                .toAbsolutePath()
                .normalize());
    }

    Path launcher() {
        return repository.resolve("snapferry");
    }

    Path measured() {
        return repository.resolve("benchmarks/measured.py");
    }

    /** Data sets are kept here between runs. */
    public Path data() {
        return repository.resolve("benchmarks/target/data");
    }

    /** What the commands found last. */
    public Path results() {
        return repository.resolve("docs/benchmarks");
    }

    /** The document that shows them. */
    public Path document() {
        return repository.resolve("docs/benchmarks.md");
    }

    /** The chart in it. */
    public Path chart() {
        return repository.resolve("docs/benchmarks/cpu.svg");
    }
}
