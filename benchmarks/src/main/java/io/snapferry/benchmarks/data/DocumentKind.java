package io.snapferry.benchmarks.data;

/** The documents of a data set. */
interface DocumentKind {

    /**
     * Appends one document.
     *
     * @param number from 0 on; may be more than an int holds
     * @param random is the document's own
     */
    void append(long number, RandomNumbers random, BsonBytes out);
}
