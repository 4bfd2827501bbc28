package io.snapferry.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The one place that says whether the server takes snapshots itself; the steps of clients that ask for one wait for it. */
final class SnapshotTaking {
    /** Set it when {@code POST .../backup/snapshots} is served and {@link InteropServer} has a cluster to take one of. */
    static final boolean IS_SERVED = false;

    private SnapshotTaking() {}

    static void assume() {
        assumeTrue(IS_SERVED, "the server does not take snapshots yet");
    }
}
