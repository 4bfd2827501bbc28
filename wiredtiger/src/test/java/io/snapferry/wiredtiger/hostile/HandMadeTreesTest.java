package io.snapferry.wiredtiger.hostile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.Address;
import io.snapferry.wiredtiger.testing.BlockWriter;
import io.snapferry.wiredtiger.testing.CellBytes;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.PackedBytes;
import io.snapferry.wiredtiger.testing.Page;
import io.snapferry.wiredtiger.testing.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees with right checksums that point in circles, or are larger than any that a server writes. */
class HandMadeTreesTest {
    /** Takes as much room in an address as other checksums. */
    private static final int PLACE_HOLDER = 0x7fff_ffff;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void aPageThatPointsToItselfIsRefused() {
        table().write(
                        blocks -> {
                            // The checksum covers no more than 64 bytes, so that the page can hold its own.
                            Address guess = new Address(blocks.sizeBytes() + 4096, 4096, PLACE_HOLDER, 4096);
                            Page page = HandMadeTable.internalPage(pointingTo(guess));
                            int checksum = checksum(blocks, page);
                            return blocks.write(HandMadeTable.internalPage(
                                    pointingTo(new Address(guess.offset(), 4096, checksum, 4096))));
                        },
                        TableBuilder::checksumsOfHeadersOnly);

        table().assertRefused().hasMessageContaining("page is below itself in the tree");
    }

    @Test
    void aPageThatPointsToAnAncestorIsRefused() {
        table().write(
                        blocks -> {
                            Address root = new Address(blocks.sizeBytes() + 8192, 4096, PLACE_HOLDER, 4096);
                            int checksum = checksum(blocks, HandMadeTable.internalPage(pointingTo(root)));
                            Address known = new Address(root.offset(), 4096, checksum, 4096);
                            // The block that told the checksum lies before this one.
                            Address below = blocks.write(HandMadeTable.internalPage(pointingTo(known)));
                            return blocks.write(HandMadeTable.internalPage(pointingTo(below)));
                        },
                        TableBuilder::checksumsOfHeadersOnly);

        table().assertRefused().hasMessageContaining("page is below itself in the tree");
    }

    @Test
    void aLeafThatIsItsOwnParentIsRefused() {
        table().write(
                        blocks -> {
                            Address guess = new Address(blocks.sizeBytes() + 4096, 4096, PLACE_HOLDER, 4096);
                            int checksum = checksum(blocks, HandMadeTable.internalPage(leafAt(guess)));
                            return blocks.write(HandMadeTable.internalPage(
                                    leafAt(new Address(guess.offset(), 4096, checksum, 4096))));
                        },
                        TableBuilder::checksumsOfHeadersOnly);

        table().assertRefused().hasMessageContaining("expected a leaf");
    }

    @Test
    void pagesThatAllPointToOnePageAreReadInBoundedTime() {
        table().write(blocks -> {
            Address below = blocks.write(HandMadeTable.leafPage(new CellBytes().key(new byte[] {1})));
            for (int level = 0; level < 50; level++) {
                CellBytes cells = new CellBytes();
                for (int i = 0; i < 100; i++) {
                    cells.key(new byte[] {(byte) i})
                            .address(
                                    level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                    below,
                                    Optional.empty());
                }
                below = blocks.write(HandMadeTable.internalPage(cells));
            }
            return below;
        });

        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            table().assertRefused().hasMessageContaining("the tree names more blocks than fit into its file");
        });
    }

    @Test
    void aLargeLeafThatIsNamedManyTimesIsReadInBoundedTime() {
        table().write(
                        blocks -> {
                            Address leaf = blocks.write(HandMadeTable.leafPage(
                                    new CellBytes().key(new byte[] {1}).value(new byte[60 << 20], Optional.empty())));
                            CellBytes cells = new CellBytes();
                            for (int i = 0; i < 3_000; i++) {
                                cells.key(new PackedBytes().unsigned(i).toByteArray())
                                        .address(CellBytes.ADDRESS_LEAF, leaf, Optional.empty());
                            }
                            return blocks.write(HandMadeTable.internalPage(cells));
                        },
                        table -> table.compressor(Compression.SNAPPY));

        assertWalkIsEnded();
    }

    @Test
    void aLargeOverflowItemThatIsNamedManyTimesIsReadInBoundedTime() {
        table().write(
                        blocks -> {
                            Address item = blocks.write(Page.overflow(new byte[60 << 20]));
                            CellBytes cells = new CellBytes();
                            for (int i = 0; i < 3_000; i++) {
                                cells.key(new PackedBytes().unsigned(i).toByteArray())
                                        .overflowValue(item, Optional.empty(), false);
                            }
                            return blocks.write(HandMadeTable.leafPage(cells));
                        },
                        table -> table.compressor(Compression.SNAPPY));

        assertWalkIsEnded();
    }

    /** Reads without keeping what is read. */
    private void assertWalkIsEnded() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            try (DataDirectory opened = DataDirectory.open(folder, OpenSettings.defaults());
                    RecordCursor cursor =
                            opened.records(opened.file(HandMadeTable.FILE).orElseThrow())) {
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
        table().write(blocks -> {
            Address below = blocks.write(HandMadeTable.leafPage(new CellBytes().key(new byte[] {1})));
            for (int level = 0; level < 70; level++) {
                below = blocks.write(HandMadeTable.internalPage(new CellBytes()
                        .key(new byte[] {1})
                        .address(
                                level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                below,
                                Optional.empty())));
            }
            return below;
        });

        table().assertRefused().hasMessageContaining("tree of more than 64 levels");
    }

    @Test
    void internalPagesThatUnpackToMuchAreRefusedBeforeTheyFillTheMemory() {
        table().write(
                        blocks -> {
                            Address below = blocks.write(HandMadeTable.leafPage(new CellBytes().key(new byte[] {1})));
                            byte[] large = new byte[60 << 20];
                            for (int level = 0; level < 20; level++) {
                                below = blocks.write(HandMadeTable.internalPage(new CellBytes()
                                        .key(large)
                                        .address(
                                                level == 0 ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_INTERNAL,
                                                below,
                                                Optional.empty())));
                            }
                            return below;
                        },
                        table -> table.compressor(Compression.ZSTD));

        table().assertRefused().hasMessageContaining("page states a size");
    }

    @Test
    void anInternalPageOfMillionsOfChildrenIsRefusedBeforeItFillsTheMemory() {
        table().write(
                        blocks -> {
                            Address leaf = blocks.write(HandMadeTable.leafPage(new CellBytes().key(new byte[] {1})));
                            CellBytes cells = new CellBytes();
                            for (int i = 0; i < 8_000_000; i++) {
                                cells.key(new byte[0]).address(CellBytes.ADDRESS_LEAF, leaf, Optional.empty());
                            }
                            return blocks.write(HandMadeTable.internalPage(cells));
                        },
                        table -> table.compressor(Compression.ZSTD));

        table().assertRefused();
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

    private HandMadeTable table() {
        return new HandMadeTable(folder);
    }
}
