package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.BlockReader;
import io.snapferry.wiredtiger.block.PageImage;
import io.snapferry.wiredtiger.block.PageType;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the leaves of a tree in key order by reading its internal pages only. For one thread.
 *
 * <p>A tree whose checksums were forged may point in circles, or at one page many times, or have internal pages that fill
 * the memory. So no page may be among its own ancestors, a {@link WalkBudget} ends the walk, and internal pages from the
 * root down are of a limited size together.
 */
final class LeafFinder {
    private static final int MAX_DEPTH = 64;

    /** Of all internal pages from the root down, unpacked. MongoDB's servers make them of 4 or 16 KB each. */
    private static final int MAX_INTERNAL_BYTES = 16 << 20;

    private final TreeRoot tree;
    private final BlockReader blocks;
    private final TruncateVisibility truncates;
    private final OverflowItems overflow;
    private final PageImage rootImage;
    private final List<InternalPage> levels = new ArrayList<>();
    private final WalkBudget budget;

    private Optional<Slice> from = Optional.empty();
    private int depth;
    private boolean isBeforeRootLeaf;
    private boolean isAtRootLeaf;

    LeafFinder(TreeRoot tree, BlockReader blocks, TruncateVisibility truncates) {
        this.tree = tree;
        this.blocks = blocks;
        this.truncates = truncates;
        this.budget = new WalkBudget(blocks.file().sizeBytes());
        this.overflow = new OverflowItems(blocks, tree.allocationSizeBytes(), budget);
        this.rootImage = new PageImage(tree.file());
    }

    /** Stands before the first leaf that may hold the key or one behind it. */
    void seek(Optional<Slice> newFrom) throws IOException {
        from = newFrom;
        depth = 0;
        budget.begin();
        isBeforeRootLeaf = false;
        isAtRootLeaf = false;
        if (tree.root().isNone()) {
            return;
        }
        blocks.read(tree.root(), tree.root().sizeBytes(), rootImage);
        if (rootImage.type() == PageType.ROW_LEAF) {
            isBeforeRootLeaf = true;
        } else {
            descend(tree.root());
        }
    }

    /** Goes to the next leaf that is not removed; false when there is none. */
    boolean next() throws IOException {
        isAtRootLeaf = isBeforeRootLeaf;
        isBeforeRootLeaf = false;
        if (isAtRootLeaf) {
            return true;
        }
        while (depth > 0) {
            InternalPage level = levels.get(depth - 1);
            if (!level.next()) {
                depth--;
                continue;
            }
            InternalPage.Child child = level.child();
            if (child.isDeletedForAll()
                    || (child.isTruncated()
                            && truncates.isVisible(
                                    child.truncate(), level.image().writeGeneration()))) {
                continue;
            }
            if (child.isLeaf()) {
                budget.take(child.address(), level.image());
                return true;
            }
            descend(child.address());
        }
        return false;
    }

    private void descend(BlockAddress address) throws IOException {
        for (int i = 0; i < depth; i++) {
            PageImage ancestor = levels.get(i).image();
            if (ancestor.address().offset() == address.offset()) {
                throw ancestor.malformed("page is below itself in the tree");
            }
        }
        if (depth == MAX_DEPTH) {
            throw levels.get(depth - 1).image().malformed("tree of more than " + MAX_DEPTH + " levels");
        }
        if (depth == levels.size()) {
            levels.add(new InternalPage(tree.file(), overflow));
        }
        InternalPage level = levels.get(depth);
        blocks.read(address, address.sizeBytes(), internalBytesLeft(), level.image());
        budget.take(address, level.image());
        if (level.image().type() != PageType.ROW_INTERNAL) {
            throw level.image()
                    .malformed("page of type " + level.image().type() + ", expected an internal page of a row store");
        }
        level.load(tree.allocationSizeBytes());
        if (from.isPresent()) {
            level.seek(from.get());
        }
        depth++;
    }

    private int internalBytesLeft() {
        int left = MAX_INTERNAL_BYTES;
        for (int i = 0; i < depth; i++) {
            left -= levels.get(i).image().sizeBytes();
        }
        return left;
    }

    /** The overflow items of the tree, which count as part of the walk. */
    OverflowItems overflow() {
        return overflow;
    }

    /** Where the leaf lies. */
    BlockAddress address() {
        return isAtRootLeaf ? tree.root() : levels.get(depth - 1).child().address();
    }

    /** How many bytes of leaves lie in the file without a hole from this one on, as far as that is known. */
    long bytesInARow() {
        return isAtRootLeaf ? tree.root().sizeBytes() : levels.get(depth - 1).bytesInARow(BlockReader.READ_AHEAD_BYTES);
    }

    /**
     * A key that is behind all keys of the leaves before, and not behind the first of this leaf.
     *
     * @return empty for the first leaf of the tree
     */
    Optional<Key> separator() throws IOException {
        if (isAtRootLeaf) {
            return Optional.empty();
        }
        for (int i = depth - 1; i >= 0; i--) {
            InternalPage level = levels.get(i);
            if (!level.isFirst()) {
                Slice key = new Slice();
                level.key(key);
                return Optional.of(Key.copyOf(key));
            }
        }
        return Optional.empty();
    }
}
