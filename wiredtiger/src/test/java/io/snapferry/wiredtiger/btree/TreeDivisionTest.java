package io.snapferry.wiredtiger.btree;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.PackedBytes;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Truncate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a table is divided into spans to read apart. */
class TreeDivisionTest {
    private static final String FILE = "collection-0-1.wt";
    /** Ten records of 100 bytes. */
    private static final int LEAF_BYTES = 1020;

    @TempDir
    Path folder;

    @Test
    void anEmptyTableIsOneSpan() throws IOException {
        assertThat(divide(table -> {}, 1).spans()).containsExactly(new LeafSpan(Optional.empty(), 0));
    }

    @Test
    void aTableOfOneLeafIsOneSpan() throws IOException {
        assertThat(divide(records(5, Compression.NONE), 1).spans())
                .containsExactly(new LeafSpan(Optional.empty(), 4096));
        assertThat(divide(table -> records(5, Compression.NONE).accept(table.rootIsLeaf()), 1)
                        .spans())
                .containsExactly(new LeafSpan(Optional.empty(), 4096));
    }

    @Test
    void spansBeginAtTheFirstKeysOfLeavesAndAreAsLargeAsWanted() throws IOException {
        TreeDivision.Division division = divide(
                table -> records(60, Compression.NONE).accept(table.allocationBytes(1024)), 2 * (LEAF_BYTES + 40));

        assertThat(division.spans())
                .containsExactly(
                        new LeafSpan(Optional.empty(), 4096), new LeafSpan(key(21), 4096), new LeafSpan(key(41), 4096));
    }

    @Test
    void expansionIsThatOfTheLeaves() throws IOException {
        assertThat(divide(records(20_000, Compression.NONE), 1 << 20).expansion())
                .isBetween(0.2, 0.3);
        assertThat(divide(
                                table -> table.compressor(Compression.ZSTD)
                                        .allocationBytes(512)
                                        .records(20_000, id -> new byte[1000]),
                                1 << 20)
                        .expansion())
                .isGreaterThan(20);
    }

    @Test
    void removedLeavesDoNotCount() throws IOException {
        TreeDivision.Division division = divide(
                table -> records(60, Compression.NONE)
                        .accept(table.truncates(leaf -> leaf < 4 ? new Truncate.ForAll() : new Truncate.Not())),
                1);

        assertThat(division.spans()).containsExactly(new LeafSpan(Optional.empty(), 4096), new LeafSpan(key(51), 4096));
    }

    private static Consumer<TableBuilder> records(long count, Compression compression) {
        return table -> table.compressor(compression).pageBytes(LEAF_BYTES, 512).records(count, id -> new byte[98]);
    }

    private static Optional<Key> key(long recordId) {
        return Optional.of(Key.copyOf(new PackedBytes().signed(recordId).toByteArray()));
    }

    private TreeDivision.Division divide(Consumer<TableBuilder> filling, long spanBytes) throws IOException {
        directory().table("collection-0-1", filling).write(folder);
        try (DataDirectory opened = DataDirectory.open(folder, OpenSettings.defaults())) {
            return opened.divide(opened.file(FILE).orElseThrow(), spanBytes);
        }
    }
}
