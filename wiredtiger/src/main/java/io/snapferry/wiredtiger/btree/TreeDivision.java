package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.block.BlockReader;
import io.snapferry.wiredtiger.block.PageImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides a tree into spans of about the same size by reading its internal pages, and a few leaves to learn how well they
 * are compressed. Depends on the tree alone. For one thread.
 */
public final class TreeDivision {
    /** Leaves of a table are much alike, so that these few tell enough. */
    private static final int SAMPLES = 32;

    private final TreeRoot tree;
    private final TruncateVisibility truncates;

    /** @param truncates decides about pages that were removed whole */
    public TreeDivision(TreeRoot tree, TruncateVisibility truncates) {
        this.tree = tree;
        this.truncates = truncates;
    }

    /**
     * What a tree is divided into.
     *
     * @param spans in key order; at least one, also of an empty tree
     * @param expansion how many bytes of unpacked pages are in a byte of the file; below 1 where pages do not fill the units
     *     of the file
     */
    public record Division(List<LeafSpan> spans, double expansion) {
        /** Copies the spans. */
        public Division {
            spans = List.copyOf(spans);
        }
    }

    /** @param unpackedBytes which a span has at least, but for the last one; at least 1 */
    public Division divide(long unpackedBytes) throws IOException {
        try (BlockReader blocks = tree.open()) {
            double expansion = expansion(blocks);
            return new Division(spans(blocks, Math.max(1, (long) (unpackedBytes / expansion))), expansion);
        }
    }

    private double expansion(BlockReader blocks) throws IOException {
        List<BlockAddress> sampled = new ArrayList<>();
        long every = 1;
        long count = 0;
        LeafFinder leaves = new LeafFinder(tree, blocks, truncates);
        leaves.seek(Optional.empty());
        while (leaves.next()) {
            if (count++ % every == 0) {
                sampled.add(leaves.address());
            }
            if (sampled.size() == 2 * SAMPLES) {
                List<BlockAddress> half = new ArrayList<>();
                for (int i = 0; i < sampled.size(); i += 2) {
                    half.add(sampled.get(i));
                }
                sampled = half;
                every *= 2;
            }
        }
        PageImage page = new PageImage(tree.file());
        long stored = 0;
        long unpacked = 0;
        for (BlockAddress address : sampled) {
            blocks.read(address, address.sizeBytes(), page);
            stored += address.sizeBytes();
            unpacked += page.sizeBytes();
        }
        return stored == 0 ? 1 : (double) unpacked / stored;
    }

    private List<LeafSpan> spans(BlockReader blocks, long spanBytes) throws IOException {
        List<LeafSpan> spans = new ArrayList<>();
        LeafFinder leaves = new LeafFinder(tree, blocks, truncates);
        leaves.seek(Optional.empty());
        Optional<Key> from = Optional.empty();
        long stored = 0;
        while (leaves.next()) {
            if (stored >= spanBytes) {
                spans.add(new LeafSpan(from, stored));
                from = leaves.separator();
                stored = 0;
            }
            stored += leaves.address().sizeBytes();
        }
        spans.add(new LeafSpan(from, stored));
        return spans;
    }
}
