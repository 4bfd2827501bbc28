package io.snapferry.server.api;

/**
 * How the interface takes part in snapshots of running clusters.
 *
 * @param mayClientsSetConnectionStrings whether owners of a project may tell where its clusters are
 * @param snapshotRequested run after a snapshot was accepted; must return at once
 */
public record LiveSnapshots(boolean mayClientsSetConnectionStrings, Runnable snapshotRequested) {}
