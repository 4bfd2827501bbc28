package io.snapferry.wiredtiger.testing;

import java.util.HexFormat;

/** The value of {@code checkpoint} in a file's configuration. */
final class CheckpointText {
    /** Greater than one, as if there had been checkpoints before. */
    private static final int ORDER = 7;

    private static final long TIME_SECONDS = 1_700_000_000;

    private CheckpointText() {}

    static String of(Address root, long fileBytes, BlockSettings settings, long runWriteGeneration) {
        return ("(WiredTigerCheckpoint.%d=(addr=\"%s\",order=%d,time=%d,size=%d,newest_start_durable_ts=0,"
                        + "oldest_start_ts=0,newest_txn=0,newest_stop_durable_ts=0,newest_stop_ts=-1,newest_stop_txn=-11,"
                        + "prepare=0,write_gen=%s,run_write_gen=%s))")
                .formatted(
                        ORDER,
                        root.isNone() ? "" : HexFormat.of().formatHex(cookie(root, fileBytes)),
                        ORDER,
                        TIME_SECONDS,
                        fileBytes - settings.allocationBytes(),
                        Long.toUnsignedString(settings.writeGeneration()),
                        Long.toUnsignedString(runWriteGeneration));
    }

    private static byte[] cookie(Address root, long fileBytes) {
        PackedBytes bytes = new PackedBytes().octet(1).raw(root.cookie());
        for (int i = 0; i < 3; i++) { // lists of allocated, available and discarded blocks
            bytes.raw(Address.NONE.cookie());
        }
        return bytes.unsigned(fileBytes).unsigned(fileBytes).toByteArray();
    }
}
