package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.PageImage;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.page.CellCursor;
import io.snapferry.wiredtiger.page.CellType;
import java.io.IOException;
import java.util.Arrays;

/**
 * One level of a walk: an internal page, taken apart, and the child at which the walk stands. Cells alternate between a
 * key and the address of the page whose keys begin there; the first key means nothing. Reused; for one thread.
 */
final class InternalPage {
    private final PageImage image;
    private final OverflowItems overflow;
    private final PageImage overflowImage;
    private final CellCursor cells = new CellCursor();
    private final PackedReader cookie = new PackedReader();

    private int childCount;
    private int[] keyOffsets = new int[64];
    private int[] keyLengths = new int[64];
    private boolean[] keyIsOverflow = new boolean[64];
    private Child[] children = new Child[64];
    private int index;

    /**
     * A page below.
     *
     * @param isDeletedForAll removed by a truncate that everyone sees
     * @param isTruncated removed by a truncate that not everyone sees
     * @param truncate who removed it then; {@link FastTruncate#NONE} otherwise
     */
    record Child(
            BlockAddress address,
            boolean isLeaf,
            boolean isDeletedForAll,
            boolean isTruncated,
            FastTruncate truncate) {}

    InternalPage(String file, OverflowItems overflow) {
        this.image = new PageImage(file);
        this.overflow = overflow;
        this.overflowImage = new PageImage(file);
    }

    /** To be read into; {@link #load} takes it apart. */
    PageImage image() {
        return image;
    }

    /** Takes apart what was read, and stands before the first child. */
    void load(int allocationSizeBytes) throws IOException {
        index = -1;
        childCount = 0;
        try {
            cells.reset(image);
            while (cells.next()) {
                readChild(allocationSizeBytes);
            }
        } catch (MalformedException e) {
            throw image.malformed(e);
        }
        if (childCount == 0) {
            throw image.malformed("internal page without children");
        }
    }

    private void readChild(int allocationSizeBytes) {
        if (!cells.type().isKey() || cells.type() == CellType.KEY_OVERFLOW_REMOVED || cells.prefixLength() != 0) {
            throw new MalformedException(cells.cellOffset(), "cell of type " + cells.type() + ", expected a key");
        }
        if (childCount == children.length) {
            int room = 2 * childCount;
            keyOffsets = Arrays.copyOf(keyOffsets, room);
            keyLengths = Arrays.copyOf(keyLengths, room);
            keyIsOverflow = Arrays.copyOf(keyIsOverflow, room);
            children = Arrays.copyOf(children, room);
        }
        keyOffsets[childCount] = cells.dataOffset();
        keyLengths[childCount] = cells.dataLength();
        keyIsOverflow[childCount] = cells.type() == CellType.KEY_OVERFLOW;
        if (!cells.next() || !cells.type().isAddress()) {
            throw new MalformedException(cells.cellOffset(), "key without the address of a page");
        }
        cookie.reset(image.bytes(), cells.dataOffset(), cells.dataOffset() + cells.dataLength());
        BlockAddress address = BlockAddress.ofCookie(cookie, allocationSizeBytes);
        boolean isDeleted = cells.type() == CellType.ADDRESS_DELETED;
        if (address.isNone() && !isDeleted) {
            throw new MalformedException(cells.cellOffset(), "page without a block");
        }
        children[childCount++] = new Child(
                address,
                cells.type() != CellType.ADDRESS_INTERNAL,
                isDeleted && (address.isNone() || !cells.hasTruncate()),
                isDeleted && cells.hasTruncate(),
                isDeleted && cells.hasTruncate()
                        ? new FastTruncate(
                                cells.truncateTransaction(), cells.truncateTimestamp(), cells.truncateDurable())
                        : FastTruncate.NONE);
    }

    /** Goes to the next child; false when there is none. */
    boolean next() {
        return ++index < childCount;
    }

    /** Stands before the last child that begins at or before the key, so that {@link #next} goes there. */
    void seek(Slice key) throws IOException {
        int low = 0;
        int high = childCount - 1;
        Slice separator = new Slice();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            key(middle, separator);
            if (separator.compareBytes(key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        index = low - 1;
    }

    /** The child at which the walk stands. */
    Child child() {
        return children[index];
    }

    /** Whether keys before the one of this child exist on this page. */
    boolean isFirst() {
        return index == 0;
    }

    /** The key at which the child begins, valid until the next call; meaningless of the first child. */
    void key(Slice into) throws IOException {
        key(index, into);
    }

    private void key(int child, Slice into) throws IOException {
        if (keyIsOverflow[child]) {
            overflow.read(image, keyOffsets[child], keyLengths[child], overflowImage, into);
        } else {
            into.set(image.bytes(), keyOffsets[child], keyLengths[child]);
        }
    }

    /** How many bytes the child and the leaves behind it take in the file, as far as they lie without a hole. */
    long bytesInARow(long enough) {
        BlockAddress first = children[index].address();
        long end = first.offset() + first.sizeBytes();
        for (int i = index + 1; i < childCount && end - first.offset() < enough; i++) {
            Child child = children[i];
            if (!child.isLeaf() || child.address().offset() != end) {
                break;
            }
            end += child.address().sizeBytes();
        }
        return end - first.offset();
    }
}
