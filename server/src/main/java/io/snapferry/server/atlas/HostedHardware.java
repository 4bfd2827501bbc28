package io.snapferry.server.atlas;

/**
 * What Atlas tells of the machines that it hosts a cluster on, and clients rely on. Of a self-managed cluster nothing of it is
 * known, so every cluster shows the same: the smallest that Atlas would export from.
 */
final class HostedHardware {
    static final String PROVIDER = "AWS";
    static final String REGION = "US_EAST_1";
    static final String INSTANCE_SIZE = "M10";
    static final int NODE_COUNT = 3;
    static final int PRIORITY = 7;
    static final String ZONE = "Zone 1";

    private HostedHardware() {}
}
