package io.snapferry.wiredtiger.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An internal page that is being filled. Reused; for one thread. */
final class InternalPage {
    private static final byte[] MEANINGLESS_KEY = {0};
    /** A cell of an address, at most, without a window. */
    private static final int ADDRESS_BYTES = 24;

    private final BlockWriter blocks;
    private final TreeSettings settings;
    private final List<Child> children = new ArrayList<>();
    private int sizeBytes;

    /**
     * A page below.
     *
     * @param key at which it begins
     * @param type code of its cell, when it was not removed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Child(byte[] key, Address address, int type, Truncate truncate) {}

    InternalPage(BlockWriter blocks, TreeSettings settings) {
        this.blocks = blocks;
        this.settings = settings;
    }

    List<Child> children() {
        return children;
    }

    boolean isFull() {
        return children.size() > 1 && sizeBytes >= settings.internalBytes();
    }

    void add(Child child) {
        children.add(child);
        sizeBytes += child.key().length + ADDRESS_BYTES;
    }

    Address write() throws IOException {
        boolean hasTruncates = children.stream().anyMatch(child -> child.truncate() instanceof Truncate.By);
        CellBytes cells = new CellBytes();
        for (Child child : children) {
            addKey(cells, child);
            addAddress(cells, child, hasTruncates);
        }
        return blocks.write(new Page(
                Page.ROW_INTERNAL, hasTruncates ? Page.FAST_TRUNCATES : 0, cells.count(), cells.toByteArray()));
    }

    private void addKey(CellBytes cells, Child child) throws IOException {
        if (cells.count() == 0) {
            cells.key(MEANINGLESS_KEY);
        } else if (child.key().length >= settings.overflowKeysFrom()) {
            cells.overflowKey(blocks.write(Page.overflow(child.key())), false);
        } else {
            cells.key(child.key());
        }
    }

    private void addAddress(CellBytes cells, Child child, boolean hasTruncates) {
        if (child.truncate() instanceof Truncate.By by) {
            cells.deletedAddress(
                    child.address(), settings.addressWindow(), by.transaction(), by.timestamp(), by.durable());
        } else if (child.truncate() instanceof Truncate.ForAll) {
            // Where some on the page have three numbers, all have them.
            long[] triple = hasTruncates ? new long[3] : new long[0];
            cells.deletedAddress(child.address(), settings.addressWindow(), triple);
        } else {
            cells.address(child.type(), child.address(), settings.addressWindow());
        }
    }

    void clear() {
        children.clear();
        sizeBytes = 0;
    }
}
