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
        AtomicReference<JsonNode> latest =
                new AtomicReference<>(context.client().get(path));
        try (ProgressDisplay display = new ProgressDisplay(err, Terminal.isWatched(), () -> state(latest.get()))) {
            while (!FINAL_STATES.contains(latest.get().path("state").asText())) {
                Thread.sleep(POLL_INTERVAL.toMillis());
                latest.set(context.client().get(path));
            }
        }
        JsonNode job = latest.get();
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
