package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Follows a snapshot that is being taken to its end. */
final class SnapshotWatch {
    private static final Set<String> FINAL_STATES = Set.of("completed", "failed");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private SnapshotWatch() {}

    /**
     * Returns when the snapshot is completed.
     *
     * @param path of the snapshot, without the API that it is asked over
     * @throws IOException when it failed; has the reason
     */
    static void toTheEnd(ServerContext context, String path, PrintWriter err) throws IOException, InterruptedException {
        AtomicReference<ProgressDisplay.State> shown = new AtomicReference<>(state("queued"));
        try (ProgressDisplay display = new ProgressDisplay(err, Terminal.isWatched(), shown::get)) {
            String status = "queued";
            while (!FINAL_STATES.contains(status)) {
                Thread.sleep(POLL_INTERVAL.toMillis());
                status = context.client()
                        .get(ServerContext.ATLAS + path)
                        .path("status")
                        .asText();
                shown.set(state(status));
            }
        }
        JsonNode end = context.client().get(ServerContext.OWN + path);
        if (!end.path("status").asText().equals("completed")) {
            throw new IOException(
                    "the snapshot failed: " + end.path("errorCode").asText() + ": "
                            + end.path("errorMessage").asText());
        }
        context.show(end);
    }

    private static ProgressDisplay.State state(String status) {
        return new ProgressDisplay.State(0, 0, status);
    }
}
