package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.BlockReader;
import io.snapferry.wiredtiger.block.PageType;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.page.ValidityWindow;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Walks over a tree, or a range of its keys, in key order; without an allocation per record. What it gives is what stands
 * in the tree: whether a record belongs to a point in time is for {@link #window} to tell. For one thread.
 */
public final class TreeCursor implements Closeable {
    private final BlockReader blocks;
    private final LeafFinder leaves;
    private final LeafCursor leaf;

    private Optional<Slice> to = Optional.empty();
    private Optional<Slice> from = Optional.empty();
    private boolean isInLeaf;
    private boolean isEnded;

    /**
     * Opens the tree's file. The cursor stands before the first key.
     *
     * @param truncates decides about pages that were removed whole
     */
    public TreeCursor(TreeRoot tree, TruncateVisibility truncates) throws IOException {
        blocks = tree.open();
        leaves = new LeafFinder(tree, blocks, truncates);
        leaf = new LeafCursor(tree.file(), leaves.overflow());
        try {
            seek(KeyRange.ALL);
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    /** Stands before the first key of a range, and ends with its last. */
    public void seek(KeyRange range) throws IOException {
        from = range.from().map(Key::slice);
        to = range.to().map(Key::slice);
        isInLeaf = false;
        isEnded = false;
        leaves.seek(from);
    }

    /** Goes to the next key; false when there is none, or none in the range. */
    public boolean next() throws IOException {
        while (true) {
            if (!isInLeaf) {
                if (isEnded || !leaves.next()) {
                    return false;
                }
                readLeaf();
            }
            if (!leaf.next()) {
                isInLeaf = false;
                continue;
            }
            if (from.isPresent()) {
                if (leaf.key().compareBytes(from.get()) < 0) {
                    continue;
                }
                from = Optional.empty();
            }
            if (to.isPresent() && leaf.key().compareBytes(to.get()) >= 0) {
                isEnded = true;
                isInLeaf = false;
                return false;
            }
            return true;
        }
    }

    private void readLeaf() throws IOException {
        blocks.read(leaves.address(), leaves.bytesInARow(), leaf.image());
        if (leaf.image().type() != PageType.ROW_LEAF) {
            throw leaf.image().malformed("page of type " + leaf.image().type() + ", expected a leaf of a row store");
        }
        leaf.begin();
        isInLeaf = true;
    }

    /** Valid until the next move. */
    public Slice key() {
        return leaf.key();
    }

    /** From when to when the value is valid; the same object for all records. */
    public ValidityWindow window() {
        return leaf.window();
    }

    /** Valid until the next move. Reads when the value has a block of its own. */
    public Slice value() throws IOException {
        return leaf.value();
    }

    /** Write generation of the page on which the record stands, unsigned. */
    public long pageWriteGeneration() {
        return leaf.image().writeGeneration();
    }

    /** The error that says on which page the record stands. */
    public WiredTigerFormatException malformed(String reason) {
        return leaf.image().malformed(reason);
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
