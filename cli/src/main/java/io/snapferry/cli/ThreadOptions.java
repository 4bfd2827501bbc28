package io.snapferry.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How many threads work. */
final class ThreadOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Default: one per core.")
    private Optional<Integer> threads = Optional.empty();

    ThreadOptions() {}

    /** @throws UsageException when it is less than 1 */
    int count() {
        int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (count < 1) {
            throw new UsageException("--threads must be at least 1, not " + count);
        }
        return count;
    }
}
