package io.snapferry.server.webhook;

import io.snapferry.server.catalog.JobState;
import java.util.Arrays;
import java.util.Optional;

/** What a webhook can be told. */
public enum EventType {
    /** {@code .complete} is in the bucket. */
    EXPORT_SUCCEEDED("export.succeeded", Optional.of(JobState.SUCCESSFUL)),
    /** An export ended with a reason. */
    EXPORT_FAILED("export.failed", Optional.of(JobState.FAILED)),
    /** Somebody called an export off. */
    EXPORT_CANCELLED("export.cancelled", Optional.of(JobState.CANCELLED)),
    /** A cluster has had no successful export for as long as the webhook allows. */
    EXPORT_OVERDUE("export.overdue", Optional.empty());

    private final String wireName;
    private final Optional<JobState> outcome;

    EventType(String wireName, Optional<JobState> outcome) {
        this.wireName = wireName;
        this.outcome = outcome;
    }

    /** As bodies, headers and the configuration spell it. */
    public String wireName() {
        return wireName;
    }

    /** What tells of a job that ended so. */
    static EventType of(JobState outcome) {
        return Arrays.stream(values())
                .filter(type -> type.outcome.equals(Optional.of(outcome)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is told of a job that is " + outcome));
    }
}
