package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Follows a job of a server to its end. */
final class ExportWatch {
    private static final Set<String> FINAL_STATES = Set.of("Successful", "Failed", "Cancelled");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private ExportWatch() {}

    /**
     * Returns when the job is Successful.
     *
     * @param path of the job in the API
     * @throws IOException when it ends otherwise; has the job's reason
     */
    static void toTheEnd(ServerContext context, String path, PrintWriter err) throws IOException, InterruptedException {
        JsonNode job = context.client().get(path);
        AtomicReference<ProgressDisplay.State> shown = new AtomicReference<>(state(job));
        try (ProgressDisplay display = new ProgressDisplay(err, Terminal.isWatched(), shown::get)) {
            while (!FINAL_STATES.contains(job.path("state").asText())) {
                Thread.sleep(POLL_INTERVAL.toMillis());
                job = context.client().get(path);
                shown.set(state(job));
            }
        }
        context.show(job);
        if (!job.path("state").asText().equals("Successful")) {
            throw new IOException("the export is " + job.path("state").asText()
                    + (job.has("errMsg") ? ": " + job.path("errMsg").asText() : ""));
        }
    }

    private static ProgressDisplay.State state(JsonNode job) {
        JsonNode status = job.path("exportStatus");
        long done = status.path("exportedCollections").asLong();
        long total = status.path("totalCollections").asLong();
        String text = job.path("state").asText() + (total == 0 ? "" : ", " + done + " of " + total + " collections");
        return new ProgressDisplay.State(done, total, text);
    }
}
