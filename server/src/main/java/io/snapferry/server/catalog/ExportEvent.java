package io.snapferry.server.catalog;

import java.time.Instant;

/**
 * The end of an export job, as long as webhooks have still to be told of it.
 *
 * @param id for telling events apart
 * @param cluster whose snapshot was exported
 * @param job that ended
 * @param outcome a final state
 * @param at when it ended
 */
public record ExportEvent(Id<ExportEvent> id, Id<Cluster> cluster, Id<ExportJob> job, JobState outcome, Instant at) {
    /** @throws IllegalArgumentException when the outcome is not final */
    public ExportEvent {
        if (!outcome.isFinal()) {
            throw new IllegalArgumentException("a job that is " + outcome + " has not ended");
        }
    }
}
