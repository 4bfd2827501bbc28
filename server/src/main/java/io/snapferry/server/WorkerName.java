package io.snapferry.server;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What this process is called in the queues. */
final class WorkerName {
    /** The same after a restart, so that it can take back at once what its former self was doing. */
    static final String OF_THE_ONLY_SERVER = "embedded";

    private static final int RANDOM_BYTES = 4;

    private WorkerName() {}

    /** Unlike that of any other process, also of one with the same host and process id in another container. */
    static String ofThisProcess() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return System.getenv().getOrDefault("HOSTNAME", "server")
                + "-" + ProcessHandle.current().pid()
                + "-" + HexFormat.of().formatHex(random);
    }
}
