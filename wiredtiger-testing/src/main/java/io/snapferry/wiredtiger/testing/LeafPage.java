package io.snapferry.wiredtiger.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A leaf that is being filled. Reused; for one thread. */
final class LeafPage {
    /** A shorter prefix saves nothing. */
    private static final int MIN_PREFIX = 2;

    private static final int MAX_PREFIX = 255;
    private static final byte[] NO_KEY = new byte[0];

    private final BlockWriter blocks;
    private final TreeSettings settings;
    private final CellBytes cells = new CellBytes();
    private final Map<ByteBuffer, Integer> valueOffsets = new HashMap<>();

    private byte[] keyBefore = NO_KEY;
    private boolean hasOverflow;
    private int keyCount;
    private int emptyCount;

    LeafPage(BlockWriter blocks, TreeSettings settings) {
        this.blocks = blocks;
        this.settings = settings;
    }

    boolean isEmpty() {
        return keyCount == 0;
    }

    boolean isFull() {
        return cells.sizeBytes() >= settings.leafBytes();
    }

    void add(Entry entry) throws IOException {
        keyCount++;
        addKey(entry);
        addValue(entry);
    }

    private void addKey(Entry entry) throws IOException {
        byte[] key = entry.key();
        if (entry.keyPlacement() != Placement.ON_PAGE) {
            hasOverflow = true;
            cells.overflowKey(blocks.write(Page.overflow(key)), entry.keyPlacement() == Placement.OVERFLOW_REMOVED);
            keyBefore = NO_KEY;
            return;
        }
        int common = Arrays.mismatch(key, keyBefore);
        int prefix = Math.min(common < 0 ? key.length : common, MAX_PREFIX);
        cells.key(key, settings.hasPrefixes() && prefix >= MIN_PREFIX ? prefix : 0);
        keyBefore = key;
    }

    private void addValue(Entry entry) throws IOException {
        byte[] value = entry.value();
        Optional<Window> window = entry.window();
        if (entry.valuePlacement() != Placement.ON_PAGE) {
            hasOverflow = true;
            cells.overflowValue(
                    blocks.write(Page.overflow(value)), window, entry.valuePlacement() == Placement.OVERFLOW_REMOVED);
            return;
        }
        if (value.length == 0) {
            emptyCount++;
            if (window.isEmpty()) {
                return;
            }
        }
        int offset = cells.sizeBytes();
        if (settings.hasCopies()) {
            Integer earlier = valueOffsets.putIfAbsent(ByteBuffer.wrap(value), offset);
            if (earlier != null) {
                cells.valueCopy(offset - earlier, window);
                return;
            }
        }
        cells.value(value, window);
    }

    /** What the cell of this leaf's address says of it. */
    int addressType() {
        return hasOverflow ? CellBytes.ADDRESS_LEAF : CellBytes.ADDRESS_LEAF_NO_OVERFLOW;
    }

    Address write() throws IOException {
        int flags = emptyCount == 0 ? Page.NO_VALUE_EMPTY : emptyCount == keyCount ? Page.ALL_VALUES_EMPTY : 0;
        return blocks.write(new Page(Page.ROW_LEAF, flags, cells.count(), cells.toByteArray()));
    }

    void clear() {
        cells.clear();
        valueOffsets.clear();
        keyBefore = NO_KEY;
        hasOverflow = false;
        keyCount = 0;
        emptyCount = 0;
    }
}
