package io.snapferry.store;

/** Is told what a store costs beyond what it was asked to do, for counting. Called by any thread; returns at once. */
public interface StoreActivity {
    /** Counts nothing. */
    StoreActivity NONE = (operation, times) -> {};

    /**
     * A request was sent again, because of failures that may pass, until it succeeded or was given up.
     *
     * @param operation in the store's words, for example {@code PutObject}
     * @param times at least 1, without the first
     */
    void retried(String operation, int times);
}
