package io.snapferry.wiredtiger.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a tree from its leaves up, holding one page of each level and no more, however large the tree. For one thread.
 */
final class TreeWriter {
    private final BlockWriter blocks;
    private final TreeSettings settings;
    private final LeafPage leaf;
    private final List<InternalPage> levels = new ArrayList<>();

    private byte[] leafKey = new byte[0];
    private byte[] lastKey = new byte[0];
    private long leafCount;

    TreeWriter(BlockWriter blocks, TreeSettings settings) {
        this.blocks = blocks;
        this.settings = settings;
        this.leaf = new LeafPage(blocks, settings);
    }

    /** Adds an entry whose key is behind all those before. */
    void add(Entry entry) throws IOException {
        if (leaf.isFull()) {
            finishLeaf();
        }
        if (leaf.isEmpty()) {
            leafKey = settings.hasShortSeparators() ? separator(lastKey, entry.key()) : entry.key();
        }
        leaf.add(entry);
        lastKey = entry.key();
    }

    /** The shortest key that is behind one and not behind the other. */
    private static byte[] separator(byte[] before, byte[] key) {
        int same = Arrays.mismatch(before, key);
        return same < 0 ? key : Arrays.copyOf(key, Math.min(key.length, same + 1));
    }

    private void finishLeaf() throws IOException {
        InternalPage.Child child = new InternalPage.Child(
                leafKey, leaf.write(), leaf.addressType(), settings.truncates().apply(leafCount++));
        leaf.clear();
        addChild(0, child);
    }

    private void addChild(int level, InternalPage.Child child) throws IOException {
        if (level == levels.size()) {
            levels.add(new InternalPage(blocks, settings));
        }
        if (levels.get(level).isFull()) {
            finishLevel(level);
        }
        levels.get(level).add(child);
    }

    private void finishLevel(int level) throws IOException {
        InternalPage page = levels.get(level);
        InternalPage.Child child = new InternalPage.Child(
                page.children().get(0).key(), page.write(), CellBytes.ADDRESS_INTERNAL, new Truncate.Not());
        page.clear();
        addChild(level + 1, child);
    }

    /** Writes what is left, and tells where the root lies; {@link Address#NONE} when nothing was added. */
    Address finish() throws IOException {
        if (levels.isEmpty() && (leaf.isEmpty() || settings.rootIsLeaf())) {
            return leaf.isEmpty() ? Address.NONE : leaf.write();
        }
        if (!leaf.isEmpty()) {
            finishLeaf();
        }
        for (int level = 0; level < levels.size() - 1; level++) {
            finishLevel(level);
        }
        return levels.get(levels.size() - 1).write();
    }
}
