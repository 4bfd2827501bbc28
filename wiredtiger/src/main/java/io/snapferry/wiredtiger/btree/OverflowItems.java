package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.BlockReader;
import io.snapferry.wiredtiger.block.PageImage;
import io.snapferry.wiredtiger.block.PageType;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;

/** Reads keys and values that have a block of their own. For one thread. */
final class OverflowItems {
    private final BlockReader blocks;
    private final int allocationSizeBytes;
    private final WalkBudget budget;
    private final PackedReader cookie = new PackedReader();

    /** @param budget of the walk on which the items are read */
    OverflowItems(BlockReader blocks, int allocationSizeBytes, WalkBudget budget) {
        this.blocks = blocks;
        this.allocationSizeBytes = allocationSizeBytes;
        this.budget = budget;
    }

    /**
     * Reads the item whose address stands in a cell.
     *
     * @param page where the cell is, for messages
     * @param into gets the item's page
     * @param item gets the item, valid as long as {@code into} holds the page
     */
    void read(PageImage page, int cookieOffset, int cookieLength, PageImage into, Slice item) throws IOException {
        BlockAddress address;
        try {
            cookie.reset(page.bytes(), cookieOffset, cookieOffset + cookieLength);
            address = BlockAddress.ofCookie(cookie, allocationSizeBytes);
        } catch (MalformedException e) {
            throw page.malformed(e);
        }
        if (address.isNone()) {
            throw page.malformed("overflow item without a block");
        }
        budget.take(address, page);
        blocks.read(address, address.sizeBytes(), into);
        if (into.type() != PageType.OVERFLOW) {
            throw into.malformed("page of type " + into.type() + ", expected an overflow item");
        }
        try {
            item.set(into.bytes(), PageImage.HEADER_BYTES, into.overflowLength());
        } catch (MalformedException e) {
            throw into.malformed(e);
        }
    }
}
