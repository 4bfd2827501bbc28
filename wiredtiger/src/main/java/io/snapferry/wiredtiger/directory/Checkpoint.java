package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The newest checkpoint of one file, as the metadata names it. Timestamps, transaction ids and generations are unsigned.
 *
 * @param order counts the file's checkpoints
 * @param timeSeconds when it was taken, seconds since 1970
 * @param sizeBytes of the data
 * @param root of the tree; {@link BlockAddress#NONE} when it is empty
 * @param fileSizeBytes which the file has at least
 * @param runWriteGeneration at which the server's run began that wrote it; 0 before WiredTiger 10
 * @param newestStartDurable of all values, 0 when not told
 * @param newestStopDurable of all values, 0 when not told
 * @param newestTransaction that wrote a value, 0 when not told
 * @param hasPrepared whether it holds values of prepared transactions
 */
public record Checkpoint(
        long order,
        long timeSeconds,
        long sizeBytes,
        BlockAddress root,
        long fileSizeBytes,
        long runWriteGeneration,
        long newestStartDurable,
        long newestStopDurable,
        long newestTransaction,
        boolean hasPrepared) {

    private static final int COOKIE_VERSION = 1;

    /**
     * The newest of a file's checkpoints.
     *
     * @param file the file's configuration
     * @return empty when there was never one
     * @throws MalformedException when it is not understood
     */
    static Optional<Checkpoint> newest(Configuration file, int allocationSizeBytes) {
        Configuration all = file.nested("checkpoint");
        Optional<Configuration> newest = Optional.empty();
        long newestOrder = -1;
        for (String name : all.keys()) {
            Configuration one = all.nested(name);
            long order = one.number("order").orElse(0L);
            if (order >= newestOrder) {
                newestOrder = order;
                newest = Optional.of(one);
            }
        }
        return newest.map(one -> of(one, allocationSizeBytes));
    }

    private static Checkpoint of(Configuration one, int allocationSizeBytes) {
        String cookie = one.text("addr").orElse("");
        BlockAddress root = BlockAddress.NONE;
        long fileSize = 0;
        if (!cookie.isEmpty()) {
            PackedReader reader = new PackedReader(bytes(cookie));
            int version = reader.unsignedByte();
            if (version != COOKIE_VERSION) {
                throw new MalformedException(0, "checkpoint address of version " + version + " is not known");
            }
            root = BlockAddress.next(reader, allocationSizeBytes);
            for (int i = 0; i < 3; i++) { // lists of allocated, available and discarded blocks
                BlockAddress.next(reader, allocationSizeBytes);
            }
            fileSize = reader.unsigned();
            reader.unsigned();
            if (reader.remaining() > 0) {
                throw new MalformedException(0, "checkpoint in tiered storage, which is not supported");
            }
        }
        return new Checkpoint(
                one.number("order").orElse(0L),
                one.number("time").orElse(0L),
                one.number("size").orElse(0L),
                root,
                fileSize,
                one.number("run_write_gen").orElse(0L),
                one.number("newest_start_durable_ts")
                        .or(() -> one.number("start_durable_ts"))
                        .orElse(0L),
                one.number("newest_stop_durable_ts")
                        .or(() -> one.number("stop_durable_ts"))
                        .orElse(0L),
                one.number("newest_txn").orElse(0L),
                one.number("prepare").orElse(0L) != 0);
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(0, "expected hex in a checkpoint's address, found \"" + hex + "\"");
        }
    }
}
