package io.snapferry.wiredtiger.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** A table, to be written with its {@link DataDirectoryBuilder}. Begins as an empty collection. For one thread. */
public final class TableBuilder {
    private final String ident;
    private final int id;
    private final Map<String, String> configuration = new LinkedHashMap<>();

    private int allocationBytes = 4096;
    private Compression compression = Compression.NONE;
    private boolean compressesAlways;
    private boolean checksumsAll = true;
    private int pageVersion = 1;
    private long writeGeneration = 2;
    private BlockEdit edit = BlockEdit.NONE;

    private int leafBytes = 32 << 10;
    private int internalBytes = 4 << 10;
    private boolean hasPrefixes;
    private boolean hasCopies;
    private boolean hasShortSeparators;
    private boolean rootIsLeaf;
    private int overflowKeysFrom = Integer.MAX_VALUE;
    private Optional<Window> addressWindow = Optional.empty();
    private LongFunction<Truncate> truncates = leaf -> new Truncate.Not();

    private Optional<Tree> ownTree = Optional.empty();
    private Iterable<Entry> entries = List.of();
    private long runWriteGeneration = 1;
    private boolean hasFile = true;

    TableBuilder(String ident, int id) {
        this.ident = ident;
        this.id = id;
        configure("allocation_size", "4KB");
        configure("app_metadata", "(formatVersion=1)");
        configure("block_compressor", "");
        configure("checksum", "on");
        configure("collator", "");
        configure("encryption", "(keyid=,name=)");
        configure("format", "btree");
        configure("huffman_key", "");
        configure("huffman_value", "");
        configure("id", Integer.toUnsignedString(id));
        configure("key_format", "q");
        configure("value_format", "u");
        configure("log", "(enabled=true)");
        configure("tiered_object", "false");
        configure("version", "(major=1,minor=1)");
        configure("checkpoint_lsn", DataDirectoryBuilder.WITHOUT_JOURNAL);
    }

    /** The file's name in the directory. */
    public String file() {
        return ident + ".wt";
    }

    String ident() {
        return ident;
    }

    /** By which the history store and the journal call the file. */
    public int id() {
        return id;
    }

    /** Sets any key of the file's configuration, {@code checkpoint} too; see the format's page. */
    public TableBuilder configure(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** Sets the compression. */
    public TableBuilder compressor(Compression newCompression) {
        compression = newCompression;
        return configure("block_compressor", newCompression.configurationName());
    }

    /** Sets the unit of blocks, a power of two from 512. */
    public TableBuilder allocationBytes(int bytes) {
        allocationBytes = bytes;
        return configure("allocation_size", bytes + "B");
    }

    /** Compresses also where that saves nothing. */
    public TableBuilder compressesAlways() {
        compressesAlways = true;
        return this;
    }

    /** Lets checksums cover only the first 64 bytes of each block. */
    public TableBuilder checksumsOfHeadersOnly() {
        checksumsAll = false;
        return this;
    }

    /** Sets the version of all pages, 0 or 1. */
    public TableBuilder pageVersion(int version) {
        pageVersion = version;
        return this;
    }

    /**
     * Sets the generations that tell of which run of a server transaction ids are.
     *
     * @param page in the header of each page, unsigned
     * @param run of the checkpoint, unsigned
     */
    public TableBuilder generations(long page, long run) {
        writeGeneration = page;
        runWriteGeneration = run;
        return this;
    }

    /** Changes blocks before they get their checksums. */
    public TableBuilder edit(BlockEdit newEdit) {
        edit = newEdit;
        return this;
    }

    /** Says whether changes of the table are in the journal; they are when nothing is said. */
    public TableBuilder logged(boolean isLogged) {
        return configure("log", "(enabled=" + isLogged + ")");
    }

    /** Sets the format of keys: {@code q} when nothing is said. */
    public TableBuilder keyFormat(String format) {
        return configure("key_format", format);
    }

    /** Sets the format of values: {@code u} when nothing is said. */
    public TableBuilder valueFormat(String format) {
        return configure("value_format", format);
    }

    /** Sets how large pages are before they are compressed: 32 KB and 4 KB when nothing is said. */
    public TableBuilder pageBytes(int leaf, int internal) {
        leafBytes = leaf;
        internalBytes = internal;
        return this;
    }

    /** Stores keys without what they have in common with the key before. */
    public TableBuilder prefixCompression() {
        hasPrefixes = true;
        return this;
    }

    /** Stores a value that is on the page already as a copy. */
    public TableBuilder valueCopies() {
        hasCopies = true;
        return this;
    }

    /** Has only as much of a key in internal pages as tells two leaves apart. */
    public TableBuilder shortSeparators() {
        hasShortSeparators = true;
        return this;
    }

    /** Has no internal page above a single leaf. */
    public TableBuilder rootIsLeaf() {
        rootIsLeaf = true;
        return this;
    }

    /** Gives keys of internal pages a block of their own from a length on. */
    public TableBuilder overflowSeparatorsFrom(int length) {
        overflowKeysFrom = length;
        return this;
    }

    /** Puts a window into all addresses of pages. */
    public TableBuilder addressWindow(Window window) {
        addressWindow = Optional.of(window);
        return this;
    }

    /** Removes whole leaves. */
    public TableBuilder truncates(LongFunction<Truncate> byLeaf) {
        truncates = byLeaf;
        return this;
    }

    /** Sets the entries, in the order of their keys. They are asked for one by one when the table is written. */
    public TableBuilder records(Iterable<Entry> newEntries) {
        entries = newEntries;
        return this;
    }

    /** Sets records with the ids from 1 on, which are asked for one by one when the table is written. */
    public TableBuilder records(long count, LongFunction<byte[]> value) {
        return records(() -> LongStream.rangeClosed(1, count)
                .mapToObj(recordId -> Entry.of(recordId, value.apply(recordId)))
                .iterator());
    }

    /** Sets the tree itself, instead of entries. */
    public TableBuilder ownTree(Tree tree) {
        ownTree = Optional.of(tree);
        return this;
    }

    /** Names the table in the metadata and writes no file. */
    public TableBuilder withoutFile() {
        hasFile = false;
        return this;
    }

    /** Writes the file and tells its configuration. */
    String write(Path folder) throws IOException {
        Path file = folder.resolve(file());
        Files.createDirectories(file.toAbsolutePath().getParent());
        BlockSettings blockSettings = new BlockSettings(
                allocationBytes, compression, compressesAlways, checksumsAll, pageVersion, writeGeneration, edit);
        TreeSettings treeSettings = new TreeSettings(
                leafBytes,
                internalBytes,
                hasPrefixes,
                hasCopies,
                hasShortSeparators,
                overflowKeysFrom,
                addressWindow,
                truncates,
                rootIsLeaf);
        String checkpoint;
        try (BlockWriter blocks = new BlockWriter(file, blockSettings)) {
            Address root = ownTree.orElse(writer -> write(entries, new TreeWriter(writer, treeSettings)))
                    .writeTo(blocks);
            checkpoint = CheckpointText.of(root, blocks.sizeBytes(), blockSettings, runWriteGeneration);
        }
        if (!hasFile) {
            Files.delete(file);
        }
        Map<String, String> all = new LinkedHashMap<>(configuration);
        all.putIfAbsent("checkpoint", checkpoint);
        return ConfigurationText.of(all);
    }

    private static Address write(Iterable<Entry> entries, TreeWriter tree) throws IOException {
        for (Entry entry : entries) {
            tree.add(entry);
        }
        return tree.finish();
    }
}
