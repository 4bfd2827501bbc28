package io.snapferry.wiredtiger.visibility;

import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The point in time at which tables that are not in the journal are read: the stable timestamp of the newest checkpoint,
 * as far as the transactions that the checkpoint saw. Immutable.
 */
public final class ReadPoint {
    private static final long NO_LIMIT = -1;

    private final long stableTimestamp;
    private final TransactionSnapshot snapshot;
    private final long baseWriteGeneration;

    ReadPoint(long stableTimestamp, TransactionSnapshot snapshot, long baseWriteGeneration) {
        this.stableTimestamp = stableTimestamp;
        this.snapshot = snapshot;
        this.baseWriteGeneration = baseWriteGeneration;
    }

    /**
     * @param system gives the value of the metadata's entry {@code system:NAME}
     * @param trustsSnapshot false for versions that are known to have written wrong ones
     * @throws MalformedException when an entry is not understood
     */
    public static ReadPoint of(Function<String, Optional<String>> system, boolean trustsSnapshot) {
        Configuration checkpoint = entry(system, "checkpoint");
        Configuration generation = entry(system, "checkpoint_base_write_gen");
        Configuration snapshot = entry(system, "checkpoint_snapshot");
        long stable = checkpoint
                .text("checkpoint_timestamp")
                .filter(text -> !text.isEmpty())
                .map(ReadPoint::timestamp)
                .orElse(0L);
        return new ReadPoint(
                stable == 0 ? NO_LIMIT : stable,
                trustsSnapshot ? snapshot(snapshot) : TransactionSnapshot.ALL,
                generation.number("base_write_gen").orElse(0L));
    }

    private static Configuration entry(Function<String, Optional<String>> system, String name) {
        return Configuration.parse(system.apply(name).orElse(""));
    }

    private static long timestamp(String hex) {
        if (hex.length() > Long.BYTES * 2 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new MalformedException(0, "checkpoint timestamp \"" + hex + "\" is no hex number of 64 bits");
        }
        return HexFormat.fromHexDigitsToLong(hex);
    }

    private static TransactionSnapshot snapshot(Configuration snapshot) {
        List<String> running = snapshot.list("snapshots");
        long count = snapshot.number("snapshot_count").orElse((long) running.size());
        if (count != running.size()) {
            throw new MalformedException(0, "snapshot of " + count + " transactions names " + running.size());
        }
        try {
            return new TransactionSnapshot(
                    snapshot.number("snapshot_min").orElse(0L),
                    snapshot.number("snapshot_max").orElse(0L),
                    running.stream().mapToLong(Long::parseUnsignedLong).toArray());
        } catch (NumberFormatException e) {
            throw new MalformedException(0, "transaction id in a snapshot is no number");
        }
    }

    /** MongoDB's timestamp, seconds in the high 32 bits; empty when everything in the checkpoint counts. */
    public OptionalLong stableTimestamp() {
        return stableTimestamp == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(stableTimestamp);
    }

    /** Whether what became durable then is stable. */
    boolean isStable(long durableTimestamp) {
        return Long.compareUnsigned(durableTimestamp, stableTimestamp) <= 0;
    }

    /**
     * Whether a transaction is part of the checkpoint. Ids begin anew with each run of a server, so those of earlier runs
     * say nothing and are visible.
     *
     * @param runWriteGeneration of the file's checkpoint
     * @param pageWriteGeneration of the page with the id
     */
    boolean isVisible(long transaction, long runWriteGeneration, long pageWriteGeneration) {
        return Long.compareUnsigned(runWriteGeneration, baseWriteGeneration) < 0
                || Long.compareUnsigned(pageWriteGeneration, runWriteGeneration) <= 0
                || snapshot.isVisible(transaction);
    }
}
