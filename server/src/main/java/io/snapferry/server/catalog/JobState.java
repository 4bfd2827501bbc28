package io.snapferry.server.catalog;

/**
 * The life of an export job. {@link #wireName} is the API's spelling.
 *
 * <pre>
 *   QUEUED -> IN_PROGRESS -> SUCCESSFUL | FAILED | CANCELLED
 *   QUEUED -> CANCELLED
 * </pre>
 */
public enum JobState {
    /** Accepted and durable; waits for its turn. */
    QUEUED("Queued"),
    /** A worker has it. */
    IN_PROGRESS("InProgress"),
    /** {@code .complete} is in the bucket. */
    SUCCESSFUL("Successful"),
    /** It ended with a reason; what it wrote stays. */
    FAILED("Failed"),
    /** Somebody stopped it. */
    CANCELLED("Cancelled");

    private final String wireName;

    JobState(String wireName) {
        this.wireName = wireName;
    }

    /** As the API spells it. */
    public String wireName() {
        return wireName;
    }

    /** Whether nothing can change any more. */
    public boolean isFinal() {
        return this == SUCCESSFUL || this == FAILED || this == CANCELLED;
    }

    /** Whether a job may go from this state to the next. */
    public boolean mayBecome(JobState next) {
        return switch (this) {
            case QUEUED -> next == IN_PROGRESS || next == CANCELLED;
            case IN_PROGRESS -> next.isFinal();
            case SUCCESSFUL, FAILED, CANCELLED -> false;
        };
    }
}
