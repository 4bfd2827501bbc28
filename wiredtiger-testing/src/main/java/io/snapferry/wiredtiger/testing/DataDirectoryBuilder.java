package io.snapferry.wiredtiger.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Writes a data directory as a server leaves it: {@code directory().table("collection-0-1", table ->
 * table.compressor(SNAPPY).records(3, id -> document)).write(folder)}. When nothing else is said it is one of WiredTiger
 * 11.3.0, without a journal and without a limit of time. For one thread.
 */
public final class DataDirectoryBuilder {
    /** The {@code checkpoint_lsn} of a server that runs without a journal. */
    public static final String WITHOUT_JOURNAL = "(4294967295,2147483647)";

    private static final int HISTORY_STORE_ID = 1;
    private static final String METADATA_FILE = "WiredTiger.wt";

    private final List<TableBuilder> tables = new ArrayList<>();
    private final Map<String, String> system = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final TableBuilder metadata = new TableBuilder("WiredTiger", 0)
            .keyFormat("S")
            .valueFormat("S")
            .configure("checkpoint_lsn", WITHOUT_JOURNAL);
    private String version = "11.3.0";
    private boolean isHotBackup;

    private DataDirectoryBuilder() {}

    /** A directory without tables. */
    public static DataDirectoryBuilder directory() {
        return new DataDirectoryBuilder();
    }

    /** Sets the version of WiredTiger, three numbers. */
    public DataDirectoryBuilder version(String newVersion) {
        version = newVersion;
        return this;
    }

    /** Adds an empty table, to be filled before the directory is written. */
    public TableBuilder table(String ident) {
        TableBuilder table = new TableBuilder(ident, HISTORY_STORE_ID + 1 + tables.size());
        tables.add(table);
        return table;
    }

    /** Adds a table. */
    public DataDirectoryBuilder table(String ident, Consumer<TableBuilder> filling) {
        filling.accept(table(ident));
        return this;
    }

    /** Adds a history store with the versions, in any order. */
    public DataDirectoryBuilder history(List<HistoryVersion> versions) {
        return history(versions, table -> {});
    }

    /** Adds a history store with the versions, in any order, and changes how it is written. */
    public DataDirectoryBuilder history(List<HistoryVersion> versions, Consumer<TableBuilder> change) {
        TableBuilder store = new TableBuilder("WiredTigerHS", HISTORY_STORE_ID)
                .keyFormat("IuQQ")
                .valueFormat("QQQu")
                .records(versions.stream()
                        .map(HistoryVersion::entry)
                        .sorted(Comparator.comparing(Entry::key, Arrays::compareUnsigned))
                        .toList());
        change.accept(store);
        tables.add(store);
        return this;
    }

    /** Changes how the metadata table is written. */
    public DataDirectoryBuilder metadata(Consumer<TableBuilder> change) {
        change.accept(metadata);
        return this;
    }

    /** Sets the point in time of tables that are not in the journal; unsigned, 0 for no limit. */
    public DataDirectoryBuilder stableTimestamp(long timestamp) {
        system.put(
                "system:checkpoint",
                "checkpoint_timestamp=\"" + Long.toHexString(timestamp) + "\",checkpoint_time=1700000000,write_gen=1");
        return this;
    }

    /**
     * Sets which transactions the checkpoint saw.
     *
     * @param min below this, all
     * @param max from here on, none
     * @param running those between that it did not see
     */
    public DataDirectoryBuilder snapshot(long min, long max, long... running) {
        String list = LongStream.of(running).mapToObj(Long::toUnsignedString).collect(Collectors.joining(","));
        system.put(
                "system:checkpoint_snapshot",
                "snapshot_min=%s,snapshot_max=%s,snapshot_count=%d%s,checkpoint_time=1700000000,write_gen=1"
                        .formatted(
                                Long.toUnsignedString(min),
                                Long.toUnsignedString(max),
                                running.length,
                                running.length == 0 ? "" : ",snapshots=[" + list + "]"));
        return this;
    }

    /** Sets the generation at which the last run of the server began. */
    public DataDirectoryBuilder baseWriteGeneration(long generation) {
        system.put("system:checkpoint_base_write_gen", "base_write_gen=" + Long.toUnsignedString(generation));
        return this;
    }

    /** Sets an entry of the metadata, whatever it is. */
    public DataDirectoryBuilder entry(String key, String value) {
        entries.put(key, value);
        return this;
    }

    /** Sets from where on the journal is needed: {@code (file,offset)}; {@link #WITHOUT_JOURNAL} when nothing is said. */
    public DataDirectoryBuilder checkpointLsn(String lsn) {
        metadata.configure("checkpoint_lsn", lsn);
        return this;
    }

    /** Writes what a backup cursor copies instead of what a server leaves. */
    public DataDirectoryBuilder hotBackup() {
        isHotBackup = true;
        return this;
    }

    /** Writes the directory and returns it. */
    public Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("WiredTiger"), "WiredTiger\n" + versionText() + "\n");
            Map<String, String> all = metadataEntries(folder);
            if (isHotBackup) {
                Files.writeString(folder.resolve("WiredTiger.backup"), lines(all));
                return folder;
            }
            writeMetadata(folder, all);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of their bytes, which for these names is that of their characters. */
    private Map<String, String> metadataEntries(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>(system);
        for (TableBuilder table : tables) {
            all.put("file:" + table.file(), table.write(folder));
            if (table.id() != HISTORY_STORE_ID) {
                all.put("table:" + table.ident(), "app_metadata=(formatVersion=1),colgroups=,columns=");
                all.put("colgroup:" + table.ident(), "source=\"file:" + table.file() + "\",type=file");
            }
        }
        all.putAll(entries);
        return all;
    }

    private void writeMetadata(Path folder, Map<String, String> all) throws IOException {
        String configuration = metadata.records(all.entrySet().stream()
                        .map(entry -> Entry.ofText(entry.getKey(), entry.getValue()))
                        .toList())
                .write(folder);
        Map<String, String> turtle = new LinkedHashMap<>();
        turtle.put("WiredTiger version string", versionText());
        String[] numbers = version.split("\\.", -1);
        turtle.put("WiredTiger version", "major=%s,minor=%s,patch=%s".formatted(numbers[0], numbers[1], numbers[2]));
        turtle.put("file:" + METADATA_FILE, configuration);
        Files.writeString(folder.resolve("WiredTiger.turtle"), lines(turtle), StandardCharsets.UTF_8);
    }

    private String versionText() {
        return "WiredTiger " + version + ": (November 16, 2023)";
    }

    private static String lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "\n" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
