package io.snapferry.wiredtiger.directory;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.PackedBytes;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Truncate;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form in which a table can lie in its file. */
class TableFormsTest {
    private static final String FILE = "collection-0-1.wt";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void readsATreeOfSeveralLevelsWithEachCompressor(Compression compression) throws IOException {
        assertReads(documents(3_000), table -> table.compressor(compression).pageBytes(2048, 512));
    }

    @ParameterizedTest
    @EnumSource
    void readsBlocksThatAreCompressedThoughThatSavesNothing(Compression compression) throws IOException {
        assertReads(documents(50), table -> table.compressor(compression).compressesAlways());
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 1 << 20})
    void readsFilesOfEachAllocationSize(int bytes) throws IOException {
        assertReads(documents(300), table -> table.allocationBytes(bytes).pageBytes(1024, 256));
    }

    @ParameterizedTest
    @CsvSource({"0, 2.8.1", "0, 3.2.0", "1, 3.3.0", "1, 10.0.0", "1, 11.3.0", "1, 12.0.0"})
    void readsEachPageVersionInDirectoriesOfEachVersion(int pageVersion, String version) throws IOException {
        List<Entry> entries = documents(200);
        directory()
                .version(version)
                .table("collection-0-1", table -> table.records(entries).pageVersion(pageVersion))
                .write(folder);

        assertThat(Records.of(folder, FILE)).isEqualTo(Records.expected(entries));
    }

    @Test
    void readsATableWhoseChecksumsCoverHeadersOnly() throws IOException {
        assertReads(
                documents(500), table -> table.compressor(Compression.SNAPPY).checksumsOfHeadersOnly());
    }

    @Test
    void readsAnEmptyTable() throws IOException {
        assertReads(List.of(), table -> {});
    }

    @Test
    void readsATreeWhoseRootIsALeaf() throws IOException {
        assertReads(documents(5), TableBuilder::rootIsLeaf);
    }

    @Test
    void readsKeysBehindCommonPrefixes() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1000; i < 2000; i++) {
            entries.add(Entry.ofText("a key with much in common ".repeat(i % 20) + i, "value " + i));
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        assertReads(
                entries,
                table -> table.keyFormat("S")
                        .prefixCompression()
                        .shortSeparators()
                        .pageBytes(4096, 512));
    }

    @Test
    void readsKeysBehindAPrefixOfTheMostThatIsPossible() throws IOException {
        String common = "c".repeat(400);
        assertReads(
                List.of(Entry.ofText(common, "0"), Entry.ofText(common + "1", "1"), Entry.ofText(common + "2", "2")),
                table -> table.keyFormat("S").prefixCompression());
    }

    @Test
    void readsValuesThatAreCopiesOfEarlierOnes() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            Entry entry =
                    Entry.of(i, ("value " + i % 3).repeat(1 + 30 * (i % 2)).getBytes(StandardCharsets.UTF_8));
            entries.add(i % 5 == 0 ? entry.with(Window.from(i, i)) : entry);
        }
        assertReads(entries, TableBuilder::valueCopies);
    }

    @Test
    void readsValuesWithoutLength() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            Entry entry = Entry.of(i, new byte[i % 3 == 0 ? 1 : 0]);
            entries.add(i % 4 == 0 ? entry.with(Window.from(1, 1)) : entry);
        }
        assertReads(entries, table -> table.pageBytes(512, 512));
        assertReads(List.of(Entry.of(1, new byte[0])), table -> {});
    }

    @Test
    void readsKeysAndValuesOfEachLengthAroundTheLimitsOfShortCells() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int length : new int[] {0, 1, 62, 63, 64, 65, 127, 128, 191, 192, 8255, 8256, 8319, 8320, 70_000}) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 7);
            entries.add(Entry.of(bytes, bytes));
        }
        assertReads(entries, table -> table.keyFormat("u"));
        assertReads(entries, table -> table.keyFormat("u").prefixCompression());
        assertReads(
                entries.stream().map(entry -> entry.with(Window.from(3, 3))).toList(), table -> table.keyFormat("u"));
    }

    @Test
    void readsKeysAndValuesInBlocksOfTheirOwn() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            Entry entry = Entry.ofText("key " + (1000 + i) + " " + "k".repeat(i * 7), "v".repeat(i * 131));
            entries.add(entry.withKey(i % 3 == 0 ? Placement.OVERFLOW : Placement.ON_PAGE)
                    .withValue(i % 4 == 0 ? Placement.OVERFLOW : Placement.ON_PAGE));
        }
        for (Compression compression : Compression.values()) {
            assertReads(
                    entries,
                    table -> table.keyFormat("S")
                            .compressor(compression)
                            .prefixCompression()
                            .overflowSeparatorsFrom(100)
                            .pageBytes(2048, 1024));
        }
    }

    @Test
    void readsTreesWithWindowsInTheirAddresses() throws IOException {
        assertReads(
                documents(2_000),
                table -> table.pageBytes(1024, 256)
                        .addressWindow(Window.from(17, 4)
                                .to(99, 12)
                                .startDurableAt(18)
                                .stopDurableAt(120)
                                .prepared()));
    }

    @Test
    void leavesOutLeavesThatAreRemovedForEveryone() throws IOException {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.records(60, id -> new byte[98])
                                .pageBytes(1020, 512)
                                .truncates(leaf -> leaf == 2 ? new Truncate.Not() : new Truncate.ForAll()))
                .write(folder);

        assertThat(Records.of(folder, FILE))
                .as("ten records lie in each leaf")
                .isEqualTo(Records.expected(LongStream.rangeClosed(21, 30)
                        .mapToObj(id -> Entry.of(id, new byte[98]))
                        .toList()));
    }

    @Test
    void readsTheEndOfATableOfManyMegabytesWithoutTheRest() throws IOException {
        byte[] value = new byte[100_000];
        directory()
                .table(
                        "collection-0-1",
                        table -> table.compressor(Compression.SNAPPY).records(2_000, id -> value))
                .write(folder);

        Key from = Key.copyOf(new PackedBytes().signed(1_999).toByteArray());
        assertThat(Records.of(folder, FILE, new KeyRange(Optional.of(from), Optional.empty())))
                .hasSize(2);
    }

    private static List<Entry> documents(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            entries.add(
                    Entry.of(i, ("document " + i + " " + "x".repeat(i * 37 % 200)).getBytes(StandardCharsets.UTF_8)));
        }
        return entries;
    }

    private void assertReads(List<Entry> entries, Consumer<TableBuilder> form) throws IOException {
        directory()
                .table("collection-0-1", table -> form.accept(table.records(entries)))
                .write(folder);

        assertThat(Records.of(folder, FILE)).isEqualTo(Records.expected(entries));
    }
}
