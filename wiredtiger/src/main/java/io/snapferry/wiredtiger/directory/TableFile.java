package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.btree.TreeRoot;
import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.journal.LogSequenceNumber;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the metadata says of one file: all that is needed to read its tree.
 *
 * @param name relative to the data directory, for example {@code collection-0-1.wt}
 * @param id by which the journal and the history store call it, unsigned
 * @param allocationSizeBytes unit of sizes and addresses in the file
 * @param compressor of the file's blocks
 * @param keyFormat WiredTiger's own letters, for example {@code q}
 * @param valueFormat WiredTiger's own letters, for example {@code u}
 * @param isLogged whether changes of it are in the journal
 * @param checkpoint the newest; empty when there was never one
 * @param checkpointLsn from where on the journal has changes of it; empty means from its begin
 */
public record TableFile(
        String name,
        int id,
        int allocationSizeBytes,
        BlockCompressor compressor,
        String keyFormat,
        String valueFormat,
        boolean isLogged,
        Optional<Checkpoint> checkpoint,
        Optional<LogSequenceNumber> checkpointLsn) {

    /** What all tables' names end with. */
    public static final String EXTENSION = ".wt";

    private static final int MIN_ALLOCATION_BYTES = 512;
    private static final int MAX_ALLOCATION_BYTES = 128 << 20;
    private static final long MAX_MAJOR_VERSION = 2;

    /**
     * @param name relative to the data directory
     * @param text the value in the metadata
     * @throws WiredTigerFormatException when the file is of a kind that is not read
     */
    static TableFile parse(String name, String text) throws WiredTigerFormatException {
        try {
            return parse(name, Configuration.parse(text));
        } catch (MalformedException e) {
            throw WiredTigerFormatException.inFile(name, "its metadata: " + e.reason());
        }
    }

    private static TableFile parse(String name, Configuration configuration) {
        refuseUnsupported(configuration);
        int allocation = allocationSize(configuration.text("allocation_size").orElse(""));
        String compressorName = configuration.text("block_compressor").orElse("");
        return new TableFile(
                name,
                (int) (long) configuration
                        .number("id")
                        .filter(id -> id >>> Integer.SIZE == 0)
                        .orElseThrow(() -> new MalformedException(0, "no id of 32 bits")),
                allocation,
                BlockCompressor.named(compressorName)
                        .orElseThrow(() -> new MalformedException(
                                0, "block compressor \"" + compressorName + "\" is not supported")),
                configuration.text("key_format").orElse(""),
                configuration.text("value_format").orElse(""),
                configuration.nested("log").text("enabled").map("true"::equals).orElse(true),
                Checkpoint.newest(configuration, allocation),
                LogSequenceNumber.of(configuration));
    }

    private static void refuseUnsupported(Configuration configuration) {
        refuse(
                !isNone(configuration.nested("encryption").text("name")),
                "encrypted at rest; decrypt it with the server");
        refuse(!isNone(configuration.text("collator")), "tables with a collator are not supported");
        refuse(
                !isNone(configuration.text("huffman_key")) || !isNone(configuration.text("huffman_value")),
                "Huffman encoding is not supported");
        refuse(
                configuration.text("tiered_object").filter("true"::equals).isPresent()
                        || !isNone(configuration.nested("disaggregated").text("page_log"))
                        || configuration
                                .text("block_manager")
                                .filter("disagg"::equals)
                                .isPresent(),
                "tiered or disaggregated storage is not supported");
        refuse(
                configuration.nested("live_restore").number("nbits").orElse(0L) > 0,
                "a live restore is under way, the file is only partly here");
        long major = configuration.nested("version").number("major").orElse(1L);
        refuse(major > MAX_MAJOR_VERSION, "tree of version " + major + " is newer than the known " + MAX_MAJOR_VERSION);
    }

    private static void refuse(boolean condition, String reason) {
        if (condition) {
            throw new MalformedException(0, reason);
        }
    }

    private static boolean isNone(Optional<String> name) {
        return name.filter(text -> !text.isEmpty() && !text.equals("none")).isEmpty();
    }

    /** {@code 4KB}, {@code 512B} or {@code 4096}. */
    private static int allocationSize(String text) {
        String digits = text.replaceAll("[KMB]+$", "");
        long unit = text.contains("M") ? 1 << 20 : text.contains("K") ? 1 << 10 : 1;
        long size;
        try {
            size = Math.multiplyExact(Long.parseLong(digits), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new MalformedException(0, "allocation size \"" + text + "\" is no size");
        }
        if (size < MIN_ALLOCATION_BYTES || size > MAX_ALLOCATION_BYTES || Long.bitCount(size) != 1) {
            throw new MalformedException(
                    0,
                    "allocation size " + size + ", expected a power of two from " + MIN_ALLOCATION_BYTES + " to "
                            + MAX_ALLOCATION_BYTES);
        }
        return (int) size;
    }

    /** The name of the table: that of the file without {@value #EXTENSION}. */
    public String ident() {
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }

    /** The tree as the newest checkpoint left it. */
    public TreeRoot tree(Path directory) {
        return new TreeRoot(
                directory,
                name,
                allocationSizeBytes,
                compressor,
                checkpoint.map(Checkpoint::root).orElse(BlockAddress.NONE));
    }
}
