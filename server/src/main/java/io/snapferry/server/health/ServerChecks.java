package io.snapferry.server.health;

import io.snapferry.server.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The checks that a server has. */
public final class ServerChecks {
    /** A receiver that is down for a moment is none of our troubles. */
    private static final int FAILED_ATTEMPTS_THAT_COUNT = 4;

    private ServerChecks() {}

    /** Whether the catalog can be read and commits. */
    public static HealthCheck catalog(Catalog catalog) {
        return new HealthCheck(
                "catalog",
                true,
                () -> catalog.isReady() ? Optional.empty() : Optional.of("it does not commit, the log says why"));
    }

    /**
     * Whether a folder can be written to.
     *
     * @param minFreeBytes below which its disk counts as full
     */
    public static HealthCheck folder(String name, Path folder, long minFreeBytes) {
        return new HealthCheck(name, true, new DiskCheck(name, folder, minFreeBytes));
    }

    /** Whether the receivers of webhooks answer. */
    public static HealthCheck webhooks(Catalog catalog, List<String> names) {
        return new HealthCheck("webhooks", false, () -> {
            List<String> failing = names.stream()
                    .filter(name -> catalog.webhookOutbox().pending(name, FAILED_ATTEMPTS_THAT_COUNT) > 0)
                    .toList();
            return failing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("deliveries keep failing to " + String.join(", ", failing));
        });
    }
}
