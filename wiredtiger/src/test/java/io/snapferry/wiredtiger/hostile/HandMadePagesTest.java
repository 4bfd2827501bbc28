package io.snapferry.wiredtiger.hostile;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.Address;
import io.snapferry.wiredtiger.testing.BlockEdit;
import io.snapferry.wiredtiger.testing.BlockWriter;
import io.snapferry.wiredtiger.testing.CellBytes;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.PackedBytes;
import io.snapferry.wiredtiger.testing.Page;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages with right checksums that no server writes. */
class HandMadePagesTest {
    private static final String FILE = "collection-0-1.wt";
    /** Takes as much room in an address as other checksums. */
    private static final int PLACE_HOLDER = 0x7fff_ffff;

    private static final int PAGE_FLAGS = 25;
    private static final int PAGE_VERSION = 27;
    private static final int BLOCK_FLAGS = 36;

    @TempDir
    Path folder;

    @Test
    void aPackedIntegerInAValuesCellIsPassedOver() throws IOException {
        byte[] cell = new PackedBytes()
                .octet(0x84)
                .unsigned(7)
                .unsigned(2)
                .raw(new byte[] {1, 2})
                .toByteArray();
        write(leaf(new CellBytes().key(new byte[] {1}).raw(cell)));

        assertThat(Records.of(folder, FILE)).containsExactly("01 0102");
    }

    @ParameterizedTest
    @CsvSource({
        "d0, cell type 13 is not known",
        "f0, cell type 15 is not known",
        "4081, cell of a column store in a row store",
        "0080, address of a page in a leaf",
        "1080, address of a page in a leaf",
        "88008080, the last cell ends here",
        "888080, validity window 0x80 is not known",
        "8820, expected a byte",
        "80e8ffffffffffffffff, packed integer of more than 64 bits",
        "ff, passes the end of the page",
        "9081, copy of a cell at 41 that is no value",
        "9080, copy of a cell 0 bytes before it",
        "90c500, copy of a cell",
        "a080, expected a byte",
        "a083808080, overflow item without a block",
        "b083808080, value of type VALUE_OVERFLOW_REMOVED is needed"
    })
    void aValuesCellThatCannotBeIsRefused(String hex, String message) {
        write(leaf(new CellBytes().key(new byte[] {1}).raw(HexFormat.of().parseHex(hex))));

        assertRefused().hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "02ff, key with a prefix of 255 bytes",
        "0701, expected a key",
        "c083808080, expected a key",
        "6083808080, overflow item without a block",
        "01, the last cell ends here",
        "06, expected a prefix length",
        "700180, expected"
    })
    void aKeysCellThatCannotBeIsRefused(String hex, String message) {
        byte[] cell = HexFormat.of().parseHex(hex);
        write(leaf(new CellBytes().raw(hex.equals("01") ? new byte[] {1, 1, 1} : cell)));

        assertRefused().hasMessageContaining(message);
    }

    @Test
    void moreCellsThanThePageHasAreRefused() {
        write(blocks -> blocks.write(new Page(Page.ROW_LEAF, 0, 3, new byte[] {5, 1})));
        assertRefused().hasMessageContaining("3 cells in a page of 42 bytes");

        write(blocks -> blocks.write(new Page(Page.ROW_LEAF, 0, -1, new byte[] {5, 1})));
        assertRefused().hasMessageContaining("4294967295 cells");

        write(blocks -> blocks.write(new Page(Page.ROW_LEAF, 0, 2, new byte[] {5, 1})));
        assertRefused().hasMessageContaining("expected a cell, found the end of the page");

        write(blocks -> blocks.write(new Page(Page.ROW_LEAF, 0, 1, new byte[] {5, 1, 5, 2})));
        assertRefused().hasMessageContaining("the last cell ends here, the page at 44");
    }

    @ParameterizedTest
    @CsvSource({
        "0, page type 0 is not known",
        "1, EXTENT_LIST",
        "2, COLUMN_FIXED_LEAF",
        "3, COLUMN_INTERNAL",
        "4, COLUMN_VARIABLE_LEAF",
        "5, OVERFLOW",
        "8, page type 8 is not known",
        "255, page type -1 is not known"
    })
    void aRootOfAnotherTypeIsRefused(int type, String message) {
        write(blocks -> blocks.write(new Page(type, 0, 0, new byte[0])));

        assertRefused().hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        PAGE_FLAGS + ", 8, page is encrypted",
        PAGE_FLAGS + ", 64, page flags 0x40 are not known",
        PAGE_FLAGS + ", 128, page flags 0x80 are not known",
        PAGE_FLAGS + ", 1, 'compressed, in a table without a compressor'",
        PAGE_VERSION + ", 2, page version 2 is not known",
        PAGE_VERSION + ", 255, page version -1 is not known",
        BLOCK_FLAGS + ", 2, block flags 0x2 are not known",
        BLOCK_FLAGS + ", 3, block flags 0x3 are not known"
    })
    void headersOfNewerFormatsAreRefused(int offset, int value, String message) {
        byte[] content = new byte[100];
        write(
                blocks -> blocks.write(new Page(Page.ROW_LEAF, 0, 100, content)),
                table -> table.edit(setting(offset, value)));

        assertRefused().hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"39", "4097", "134217729", "-1", "-2147483648", "2147483647"})
    void aSizeInMemoryThatCannotBeIsRefused(int size) {
        write(
                leaf(new CellBytes().key(new byte[] {1})),
                table -> table.edit(new BlockEdit() {
                    @Override
                    public void block(int index, byte[] block) {
                        putInt32(block, 16, size);
                    }
                }));

        assertRefused().hasMessageContaining("page");
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPPY", "ZLIB", "ZSTD"})
    void compressedBytesThatGiveMoreOrFewerThanAnnouncedAreRefused(Compression compression) {
        for (int change : new int[] {-1, 1, 20, 100_000_000}) {
            write(
                    leaf(new CellBytes().key(new byte[1000]).value(new byte[1000], Optional.empty())),
                    table -> table.compressor(compression).compressesAlways().edit(new BlockEdit() {
                        @Override
                        public void block(int index, byte[] block) {
                            putInt32(block, 16, 40 + 2008 + change);
                        }
                    }));

            assertRefused();
        }
    }

    @Test
    void anInternalPageWithoutChildrenOrWithHalfAChildIsRefused() {
        write(blocks -> blocks.write(new Page(Page.ROW_INTERNAL, 0, 0, new byte[0])));
        assertRefused().hasMessageContaining("internal page without children");

        write(internal(new CellBytes().key(new byte[] {1})));
        assertRefused().hasMessageContaining("key without the address of a page");

        write(internal(new CellBytes().key(new byte[] {1}).key(new byte[] {2})));
        assertRefused().hasMessageContaining("key without the address of a page");

        write(internal(new CellBytes().value(new byte[] {1}, Optional.empty())));
        assertRefused().hasMessageContaining("expected a key");

        write(internal(
                new CellBytes().key(new byte[] {1}).address(CellBytes.ADDRESS_LEAF, Address.NONE, Optional.empty())));
        assertRefused().hasMessageContaining("page without a block");
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff, more than 8 bytes",
        "8081, expected a byte",
        "80818080, tiered storage",
        "8081808180, tiered storage",
        "e87fffffffffffffff8180, out of range",
        "80e80fffffffffffffff80, units of 4096 bytes",
        "80e3ffffff80, units of 4096 bytes",
        "8081e50100000000, checksum of more than 32 bits",
        "e401000000818180, tiered storage",
        "e4010000008180, lies behind the end of the file",
        "80dfff80, lies behind the end of the file"
    })
    void anAddressThatCannotBeIsRefused(String hex, String message) {
        byte[] cookie = HexFormat.of().parseHex(hex);
        byte[] cell = new PackedBytes().octet(0x20).withLength(cookie).toByteArray();
        write(internal(new CellBytes().key(new byte[] {1}).raw(cell)));

        assertRefused().hasMessageContaining(message);
    }

    @Test
    void aPageThatPointsToItselfIsRefused() {
        write(
                blocks -> {
                    // The checksum covers no more than 64 bytes, so that the page can hold its own.
                    Address guess = new Address(blocks.sizeBytes() + 4096, 4096, PLACE_HOLDER, 4096);
                    Page page = internalPage(pointingTo(guess));
                    int checksum = checksum(blocks, page);
                    return blocks.write(internalPage(pointingTo(new Address(guess.offset(), 4096, checksum, 4096))));
                },
                TableBuilder::checksumsOfHeadersOnly);

        assertRefused().hasMessageContaining("page is below itself in the tree");
    }

    @Test
    void aPageThatPointsToAnAncestorIsRefused() {
        write(
                blocks -> {
                    Address root = new Address(blocks.sizeBytes() + 8192, 4096, PLACE_HOLDER, 4096);
                    int checksum = checksum(blocks, internalPage(pointingTo(root)));
                    Address known = new Address(root.offset(), 4096, checksum, 4096);
                    // The block that told the checksum lies before this one.
                    Address below = blocks.write(internalPage(pointingTo(known)));
                    return blocks.write(internalPage(pointingTo(below)));
                },
                TableBuilder::checksumsOfHeadersOnly);

        assertRefused().hasMessageContaining("page is below itself in the tree");
    }

    @Test
    void aLeafThatIsItsOwnParentIsRefused() {
        write(
                blocks -> {
                    Address guess = new Address(blocks.sizeBytes() + 4096, 4096, PLACE_HOLDER, 4096);
                    int checksum = checksum(blocks, internalPage(leafAt(guess)));
                    return blocks.write(internalPage(leafAt(new Address(guess.offset(), 4096, checksum, 4096))));
                },
                TableBuilder::checksumsOfHeadersOnly);

        assertRefused().hasMessageContaining("expected a leaf");
    }

    @Test
    void pagesThatAllPointToOnePageAreReadInBoundedTime() {
        write(blocks -> {
            Address below = blocks.write(leafPage(new CellBytes().key(new byte[] {1})));
            for (int level = 0; level < 50; level++) {
                CellBytes cells = new CellBytes();
                for (int i = 0; i < 100; i++) {
                    cells.key(new byte[] {(byte) i})
                            .address(
                                    level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                    below,
                                    Optional.empty());
                }
                below = blocks.write(internalPage(cells));
            }
            return below;
        });

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertRefused().hasMessageContaining("the tree names more blocks than fit into its file");
        });
    }

    @Test
    void aLargeLeafThatIsNamedManyTimesIsReadInBoundedTime() {
        write(
                blocks -> {
                    Address leaf = blocks.write(
                            leafPage(new CellBytes().key(new byte[] {1}).value(new byte[60 << 20], Optional.empty())));
                    CellBytes cells = new CellBytes();
                    for (int i = 0; i < 3_000; i++) {
                        cells.key(new PackedBytes().unsigned(i).toByteArray())
                                .address(CellBytes.ADDRESS_LEAF, leaf, Optional.empty());
                    }
                    return blocks.write(internalPage(cells));
                },
                table -> table.compressor(Compression.SNAPPY));

        assertWalkIsEnded();
    }

    @Test
    void aLargeOverflowItemThatIsNamedManyTimesIsReadInBoundedTime() {
        write(
                blocks -> {
                    Address item = blocks.write(Page.overflow(new byte[60 << 20]));
                    CellBytes cells = new CellBytes();
                    for (int i = 0; i < 3_000; i++) {
                        cells.key(new PackedBytes().unsigned(i).toByteArray())
                                .overflowValue(item, Optional.empty(), false);
                    }
                    return blocks.write(leafPage(cells));
                },
                table -> table.compressor(Compression.SNAPPY));

        assertWalkIsEnded();
    }

    /** Reads without keeping what is read. */
    private void assertWalkIsEnded() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (DataDirectory opened = DataDirectory.open(folder, OpenSettings.defaults());
                    RecordCursor cursor = opened.records(opened.file(FILE).orElseThrow())) {
                assertThatThrownBy(() -> {
                            while (cursor.next()) {
                                cursor.value();
                            }
                        })
                        .isInstanceOf(WiredTigerFormatException.class)
                        .hasMessageContaining("the tree names more blocks than fit into its file");
            }
        });
    }

    @Test
    void aTreeOfMoreLevelsThanAnyIsRefused() {
        write(blocks -> {
            Address below = blocks.write(leafPage(new CellBytes().key(new byte[] {1})));
            for (int level = 0; level < 70; level++) {
                below = blocks.write(internalPage(new CellBytes()
                        .key(new byte[] {1})
                        .address(
                                level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                below,
                                Optional.empty())));
            }
            return below;
        });

        assertRefused().hasMessageContaining("tree of more than 64 levels");
    }

    @Test
    void internalPagesThatUnpackToMuchAreRefusedBeforeTheyFillTheMemory() {
        write(
                blocks -> {
                    Address below = blocks.write(leafPage(new CellBytes().key(new byte[] {1})));
                    byte[] large = new byte[60 << 20];
                    for (int level = 0; level < 20; level++) {
                        below = blocks.write(internalPage(new CellBytes()
                                .key(large)
                                .address(
                                        level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                        below,
                                        Optional.empty())));
                    }
                    return below;
                },
                table -> table.compressor(Compression.ZSTD));

        assertRefused().hasMessageContaining("page states a size");
    }

    @Test
    void anInternalPageOfMillionsOfChildrenIsRefusedBeforeItFillsTheMemory() {
        write(
                blocks -> {
                    Address leaf = blocks.write(leafPage(new CellBytes().key(new byte[] {1})));
                    CellBytes cells = new CellBytes();
                    for (int i = 0; i < 8_000_000; i++) {
                        cells.key(new byte[0]).address(CellBytes.ADDRESS_LEAF, leaf, Optional.empty());
                    }
                    return blocks.write(internalPage(cells));
                },
                table -> table.compressor(Compression.ZSTD));

        assertRefused();
    }

    @Test
    void anOverflowItemLongerThanItsPageIsRefused() {
        write(blocks -> blocks.write(leafPage(new CellBytes()
                .key(new byte[] {1})
                .overflowValue(blocks.write(new Page(Page.OVERFLOW, 0, 500, new byte[10])), Optional.empty(), false))));

        assertRefused().hasMessageContaining("overflow item of 500 bytes in a page of 50");
    }

    @Test
    void aLeafInPlaceOfAnOverflowItemIsRefused() {
        write(blocks -> blocks.write(leafPage(new CellBytes()
                .key(new byte[] {1})
                .overflowValue(blocks.write(leafPage(new CellBytes().key(new byte[1]))), Optional.empty(), false))));

        assertRefused().hasMessageContaining("expected an overflow item");
    }

    @Test
    void aRemovedOverflowKeyIsRefused() {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.records(List.of(Entry.of(1, new byte[1]).withKey(Placement.OVERFLOW_REMOVED))))
                .write(folder);

        assertRefused().hasMessageContaining("KEY_OVERFLOW_REMOVED");
    }

    private static CellBytes pointingTo(Address address) {
        return new CellBytes().key(new byte[60]).address(CellBytes.ADDRESS_INTERNAL, address, Optional.empty());
    }

    private static CellBytes leafAt(Address address) {
        return new CellBytes().key(new byte[60]).address(CellBytes.ADDRESS_LEAF, address, Optional.empty());
    }

    /** Of a block whose checksum covers its first 64 bytes only: it depends on nothing behind them. */
    private static int checksum(BlockWriter blocks, Page page) throws IOException {
        return blocks.write(page).checksum();
    }

    private static BlockEdit setting(int offset, int value) {
        return new BlockEdit() {
            @Override
            public void block(int index, byte[] block) {
                block[offset] = (byte) value;
            }
        };
    }

    private static void putInt32(byte[] bytes, int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    private static Page leafPage(CellBytes cells) {
        return new Page(Page.ROW_LEAF, 0, cells.count(), cells.toByteArray());
    }

    private static Page internalPage(CellBytes cells) {
        return new Page(Page.ROW_INTERNAL, 0, cells.count(), cells.toByteArray());
    }

    private static Tree leaf(CellBytes cells) {
        return blocks -> blocks.write(leafPage(cells));
    }

    private static Tree internal(CellBytes cells) {
        return blocks -> blocks.write(internalPage(cells));
    }

    private void write(Tree tree) {
        write(tree, table -> {});
    }

    private void write(Tree tree, Consumer<TableBuilder> form) {
        directory()
                .table(
                        "collection-0-1",
                        table -> form.accept(table.keyFormat("u").ownTree(tree)))
                .write(folder);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(() -> Records.of(folder, FILE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageStartingWith(FILE + " at byte ");
    }
}
