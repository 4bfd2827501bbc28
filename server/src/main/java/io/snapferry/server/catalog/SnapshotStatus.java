package io.snapferry.server.catalog;

/** Where a snapshot is in its life. A registered one is complete from the start. */
public enum SnapshotStatus {
    /** Accepted; nobody has begun to read. */
    QUEUED("queued"),
    /** Being read, or waiting to be read anew after its worker was lost. */
    IN_PROGRESS("inProgress"),
    COMPLETED("completed"),
    FAILED("failed");

    private final String wireName;

    SnapshotStatus(String wireName) {
        this.wireName = wireName;
    }

    /** As the API spells it. */
    public String wireName() {
        return wireName;
    }

    /** Whether nothing can change any more. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
