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
        JsonNode job = ended(context, path, context.client().get(path), err);
        context.show(job);
        if (!job.path("state").asText().equals("Successful")) {
            throw new IOException("the export is " + job.path("state").asText()
                    + (job.has("errMsg") ? ": " + job.path("errMsg").asText() : ""));
        }
    }

    /** Waits for a job's end, and returns the job as it is then. */
    static JsonNode ended(ServerContext context, String path, JsonNode now, PrintWriter err)
            throws IOException, InterruptedException {
        JsonNode job = now;
        AtomicReference<ProgressDisplay.State> shown = new AtomicReference<>(state(job));
        try (ProgressDisplay display = new ProgressDisplay(err, Terminal.isWatched(), shown::get)) {
            while (!FINAL_STATES.contains(job.path("state").asText())) {
                Thread.sleep(POLL_INTERVAL.toMillis());
                job = context.client().get(path);
                shown.set(state(job));
            }
        }
        return job;
    }

    private static ProgressDisplay.State state(JsonNode job) {
        JsonNode progress = job.path("progress");
        long done = progress.path("bsonBytes").asLong();
        long total = progress.path("totalBsonBytes").asLong();
        StringBuilder text = new StringBuilder(job.path("state").asText());
        if (progress.path("totalCollections").asInt() > 0) {
            text.append(", " + SizeText.of(done) + " of " + SizeText.of(total) + ", "
                    + progress.path("exportedCollections").asInt() + " of "
                    + progress.path("totalCollections").asInt() + " collections");
        }
        if (progress.has("bytesPerSecond")) {
            text.append(", " + SizeText.of(progress.path("bytesPerSecond").asLong()) + "/s, "
                    + progress.path("secondsLeft").asLong() + " s left");
        }
        return new ProgressDisplay.State(done, total, text.toString());
    }
}
