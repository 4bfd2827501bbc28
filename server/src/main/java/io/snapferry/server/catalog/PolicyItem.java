package io.snapferry.server.catalog;

/**
 * One rule of a schedule: when to take a snapshot, and how long to keep it.
 *
 * @param id what a snapshot's {@code policyItems} names
 * @param frequency how often
 * @param interval one of the frequency's intervals
 * @param retention how long
 */
public record PolicyItem(Id<PolicyItem> id, SnapshotFrequency frequency, int interval, Retention retention) {
    /** @throws IllegalArgumentException when the frequency has no such interval */
    public PolicyItem {
        if (!frequency.intervals().contains(interval)) {
            throw new IllegalArgumentException(frequency + " has no interval " + interval);
        }
    }
}
