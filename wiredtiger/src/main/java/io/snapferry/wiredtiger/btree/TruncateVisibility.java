package io.snapferry.wiredtiger.btree;

/** Decides for a point in time whether a page is removed. */
@FunctionalInterface
public interface TruncateVisibility {
    /**
     * Whether the page is gone.
     *
     * @param pageWriteGeneration of the internal page that says so, unsigned
     */
    boolean isVisible(FastTruncate truncate, long pageWriteGeneration);
}
